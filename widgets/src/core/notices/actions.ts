/** What one can do about what oversight did; see `core/port.ts`. */
import type { Appeal } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";
import { fetchAppeals } from "./fetching.ts";

export { fetchAppeals, fetchNotices } from "./fetching.ts";

addRoutes({
  "appeals.make": ["POST", "/appeals"],
  "notices.read": ["POST", "/notices/{notice_id}/reading"],
});

/** What somebody says is wrong with a decision, or with what a rule found. */
export type About = { readonly message_id: string } | { readonly notice_id: string };

/** Ask that somebody looks at it, or looks at it again. */
export async function appeal(port: Port, about: About, said: string): Promise<Appeal> {
  const made = await port.create("appeals.make", { ...about, said });
  await fetchAppeals(port).catch(() => undefined);
  return made;
}

/** Say that notices were read; what could not be said stays new. */
export async function readNotices(port: Port, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const told = await Promise.allSettled(
    ids.map((notice_id) => port.call("notices.read", { notice_id })),
  );
  const read = new Set(ids.filter((_, at) => told[at]?.status === "fulfilled"));
  const at = new Date(port.now()).toISOString();
  port.update((state) => {
    const { notices } = state;
    if (!notices) return state;
    const fresh = notices.data.filter(({ id, read_at }) => read.has(id) && !read_at).length;
    const data = notices.data.map((one) => (read.has(one.id) ? { ...one, read_at: at } : one));
    return patch(state, { notices: { ...notices, data, unread: notices.unread - fresh } });
  });
}
