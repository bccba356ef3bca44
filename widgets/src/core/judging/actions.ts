/** What one can do about rules and oversight; see `core/port.ts`. */
import type { Appeal, MakeReport, Message, Report } from "../../generated/wire.ts";
import { messageAnswered } from "../messages.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";
import { fetchAppeals, fetchReports } from "./fetching.ts";

export { fetchAppeals, fetchNotices, fetchReports, wantHeld } from "./fetching.ts";

addRoutes({
  "appeals.make": ["POST", "/appeals"],
  "held.withdraw": ["POST", "/messages/{message_id}/withdrawal"],
  "notices.read": ["PUT", "/notices/{notice_id}/read"],
  "reports.make": ["POST", "/reports"],
});

/** Tell those who review that a message or a person breaks the rules. */
export async function report(port: Port, said: MakeReport): Promise<Report> {
  const made = await port.create("reports.make", said);
  if (port.state.reports) await fetchReports(port).catch(() => undefined);
  return made;
}

/** What somebody says is wrong with a decision, or with what a rule found. */
export type About = { readonly message_id: string } | { readonly notice_id: string };

/** Ask that somebody looks at it, or looks at it again. */
export async function appeal(port: Port, about: About, said: string): Promise<Appeal> {
  const made = await port.create("appeals.make", { ...about, said });
  await fetchAppeals(port).catch(() => undefined);
  return made;
}

/** Take back a message that is held. */
export async function withdraw(port: Port, message: Message): Promise<void> {
  const gone = await port.call("held.withdraw", { message_id: message.id });
  port.update((state) => messageAnswered(state, gone));
}

/** Say that notices were read. */
export async function readNotices(port: Port, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await Promise.allSettled(ids.map((notice_id) => port.call("notices.read", { notice_id })));
  const read = new Set(ids);
  const at = new Date(port.now()).toISOString();
  port.update((state) => {
    const { notices } = state;
    if (!notices) return state;
    const fresh = notices.data.filter(({ id, read_at }) => read.has(id) && !read_at).length;
    const data = notices.data.map((one) => (read.has(one.id) ? { ...one, read_at: at } : one));
    return patch(state, { notices: { ...notices, data, unread: notices.unread - fresh } });
  });
}
