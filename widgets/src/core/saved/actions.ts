/** What can be done with messages that one saved for oneself; see `core/port.ts`. */
import type { Message, Page, Saved } from "../../generated/wire.ts";
import { annotated } from "../annotate.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "saved.add": ["PUT", "/saved/{message_id}"],
  "saved.remove": ["DELETE", "/saved/{message_id}"],
  "saved.list": ["GET", "/saved"],
});

const PAGE = 50;

/** Save a message for oneself, or no longer. */
export async function save(port: Port, message: Message, saved: boolean): Promise<void> {
  const mark = await port.call(saved ? "saved.add" : "saved.remove", { message_id: message.id });
  port.update((state) => annotated(state, mark, (one) => patch(one, { saved })).state);
}

/** What one saved, the latest first, a page at a time. */
export async function listSaved(port: Port, cursor: string | null = null): Promise<Page<Saved>> {
  const page = await port.call("saved.list", { limit: PAGE, ...(cursor !== null && { cursor }) });
  port.loadPeople(page.data.map((one) => one.message.author));
  return page;
}
