/** What events of reactions do to a message. Pure. */
import type { Message, ReactionAdded, ReactionRemoved } from "../../generated/wire.ts";
import { annotated } from "../annotate.ts";
import type { Feature } from "../feature.ts";
import { meOf } from "../messages.ts";
import type { Port } from "../port.ts";

type Reacted = ReactionAdded | ReactionRemoved;

/**
 * The message after one reaction more or less; the first emoji stays the first. One's own shows
 * before the server has said so: said once more it changes nothing.
 */
export function reacted(message: Message, event: Reacted, me: string): Message {
  const { emoji } = event;
  if (emoji === null) return message;
  const change = event.type === "reaction.added" ? 1 : -1;
  const at = message.reactions.findIndex((total) => total.emoji === emoji);
  const before = message.reactions[at] ?? { emoji, count: 0, mine: false };
  const own = event.person_id === me;
  if (own && before.mine === change > 0) return message;
  const mine = own ? change > 0 : before.mine;
  const total = { emoji, count: before.count + change, mine };
  const all = at < 0 ? [...message.reactions, total] : message.reactions.with(at, total);
  return { ...message, reactions: all.filter(({ count }) => count > 0) };
}

/** Where it is not sure what an answer had counted already, the message is fetched again. */
async function fetch(port: Port, ids: readonly string[]): Promise<void> {
  await Promise.allSettled(ids.map((id) => fetchOne(port, id)));
}

async function fetchOne(port: Port, id: string): Promise<void> {
  await port.during(
    () => port.call("messages.get", { message_id: id }),
    (state, fresh) =>
      annotated(state, { conversation_id: fresh.conversation_id, message_id: id }, (message) => ({
        ...message,
        reactions: fresh.reactions,
      })).state,
  );
}

export const reactions: Feature = {
  name: "reactions",
  reducers: {
    "reaction.added": (state, { event }) =>
      annotated(state, event, (message) => reacted(message, event, meOf(state))),
    "reaction.removed": (state, { event }) =>
      annotated(state, event, (message) => reacted(message, event, meOf(state))),
  },
  counted: ({ event }) =>
    event.type === "reaction.added" || event.type === "reaction.removed" ? [event.message_id] : [],
  fetch,
};
