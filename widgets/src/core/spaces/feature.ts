/** What of spaces must be known at once: those that one is in, for the list. */
import { RefusalError } from "../problems.ts";
import type { Feature } from "../feature.ts";
import type { Port } from "../port.ts";
import { patch, without } from "../records.ts";
import { addRoutes } from "../routes.ts";
import type { Space } from "../../generated/wire.ts";
import { NAME, putSpace, REDUCERS } from "./reducers.ts";

addRoutes({ "spaces.list": ["GET", "/spaces"], "spaces.get": ["GET", "/spaces/{space_id}"] });

const PAGE = 100;

export const spaces: Feature = {
  name: NAME,
  reducers: REDUCERS,
  refresh,
  fetch: async (port, ids) => void (await Promise.allSettled(ids.map((id) => fetchOne(port, id)))),
  counted: ({ event }) => (COUNTING.has(event.type) && "space_id" in event ? [idOf(event)] : []),
};

const COUNTING = new Set<string>(["space.members_added", "space.member_removed"]);
const idOf = (event: object): string => (event as { space_id: string }).space_id;

async function refresh(port: Port): Promise<void> {
  await port.during(
    () => listed(port),
    (state, found) =>
      patch(state, { spaces: Object.fromEntries(found.map((space) => [space.id, space])) }),
  );
}

async function listed(port: Port): Promise<Space[]> {
  const found: Space[] = [];
  let cursor: string | null = null;
  do {
    const more: { cursor?: string } = cursor === null ? {} : { cursor };
    const page = await port.call("spaces.list", { limit: PAGE, ...more });
    found.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

/** Fetch one space; one that may not be seen any more goes. */
async function fetchOne(port: Port, id: string): Promise<void> {
  try {
    await port.during(() => port.call("spaces.get", { space_id: id }), putSpace);
  } catch (error) {
    if (!(error instanceof RefusalError) || error.problem.status !== 404) throw error;
    port.update((state) => patch(state, { spaces: without(state.spaces, [id]) }));
  }
}
