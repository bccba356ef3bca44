/** Asks who the people outside are whom one writes to. */
import type { Page, SmsTalk } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "sms.conversations": ["GET", "/sms/conversations"] });

const PAGE = 200;
const MOST_PAGES = 5;

/** Have who they are, the newest conversations first. */
export async function fetchOutside(port: Port): Promise<void> {
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const args: { limit: number; cursor?: string } =
      cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
    const { data, next_cursor: next }: Page<SmsTalk> = await port.call("sms.conversations", args);
    const known = data.map(
      ({ conversation_id: id, name, number }) => [id, { name, number }] as const,
    );
    port.update((state) =>
      patch(state, { outside: { ...state.outside, ...Object.fromEntries(known) } }),
    );
    if (next === null) return;
    cursor = next;
  }
}
