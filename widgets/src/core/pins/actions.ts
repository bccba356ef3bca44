/** What can be done with pins; see `core/port.ts`. */
import type { Message, Page, Pin } from "../../generated/wire.ts";
import { annotated } from "../annotate.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "pins.add": ["PUT", "/messages/{message_id}/pin"],
  "pins.remove": ["DELETE", "/messages/{message_id}/pin"],
  "pins.list": ["GET", "/conversations/{conversation_id}/pins"],
});

const PAGE = 50;

/** Pin a message for everybody, or take the pin away. */
export async function pin(port: Port, message: Message, pinned: boolean): Promise<void> {
  const mark = await port.call(pinned ? "pins.add" : "pins.remove", { message_id: message.id });
  port.update((state) => annotated(state, mark, (one) => patch(one, { pinned })).state);
}

/** The pins of a conversation, the latest first, a page at a time. */
export async function pins(
  port: Port,
  conversation: string,
  cursor: string | null = null,
): Promise<Page<Pin>> {
  const more = cursor === null ? {} : { cursor };
  const args = { conversation_id: conversation, limit: PAGE, ...more };
  const page = await port.call("pins.list", args);
  port.loadPeople(page.data.flatMap((one) => [one.message.author, one.pinned_by]));
  return page;
}
