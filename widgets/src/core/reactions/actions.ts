/** What can be done with reactions; see `core/port.ts`. */
import type { Message } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { meOf } from "../messages.ts";
import { applyEvent } from "../reducers.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "reactions.add": ["PUT", "/messages/{message_id}/reactions"],
  "reactions.remove": ["DELETE", "/messages/{message_id}/reactions"],
  "reactions.list": ["GET", "/messages/{message_id}/reactions"],
});

/** Names that are told of one emoji. */
const NAMED = 12;

/** React, or take it back where one has; it shows at once, and goes again when it is refused. */
export async function toggle(port: Port, message: Message, emoji: string): Promise<void> {
  const on = !message.reactions.some((one) => one.emoji === emoji && one.mine);
  show(port, message, emoji, on);
  try {
    const op = on ? "reactions.add" : "reactions.remove";
    await port.call(op, { message_id: message.id, emoji });
  } catch (error) {
    show(port, message, emoji, !on);
    throw error;
  }
}

/** The names of those who reacted so, the first one first. */
export async function names(port: Port, message: string, emoji: string): Promise<string[]> {
  const args = { message_id: message, emoji, limit: NAMED };
  const { data } = await port.call("reactions.list", args);
  return data.map(({ name }) => name);
}

/** As the event of it does, which then changes nothing more. */
function show(port: Port, message: Message, emoji: string, on: boolean): void {
  port.update((state) => {
    const me = meOf(state);
    const event = {
      type: on ? ("reaction.added" as const) : ("reaction.removed" as const),
      conversation_id: message.conversation_id,
      message_id: message.id,
      emoji,
      person_id: me,
    };
    const actor = { id: me, on_behalf_of: null };
    return applyEvent(state, { position: -1, at: "", actor, event }).state;
  });
}
