/** What message events do to the state. Pure. */
import type { Message } from "../../generated/wire.ts";
import { applied, type Applied } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import { confirmed, meOf, moved, put, unknownNames, withMessage, withTally } from "../messages.ts";
import { patch } from "../records.ts";
import { readerOf } from "../tally.ts";
import { newer, restoreMessage } from "../timeline.ts";
import type { ChatState, ConversationState } from "../types.ts";
import { arrived, changed } from "./counting.ts";

/** A message was sent. */
export function messageCreated(state: ChatState, { event }: Envelope<"message.created">): Applied {
  const { message } = event;
  const conversation = state.conversations[message.conversation_id];
  const people = unknownNames(state, [message.author]);
  if (!conversation) return applied(state, { conversations: [message.conversation_id], people });
  if (!message.in_channel) {
    return applied(put(state, confirmed(conversation, message, meOf(state))), { people });
  }
  const next = confirmed(withMessage(conversation, message), message, meOf(state));
  const tally = arrived(conversation, message, readerOf(state));
  return applied(moved(state, withTally(withLast(next, message), tally)), { people });
}

/** A message has a new version, or is out of sight. */
export function messageChanged(
  state: ChatState,
  { event }: Envelope<"message.edited" | "message.removed">,
): Applied {
  const { message } = event;
  const conversation = state.conversations[message.conversation_id];
  if (!conversation) return applied(state, { conversations: [message.conversation_id] });
  if (!message.in_channel) return applied(state);
  const before = known(conversation, message.id);
  const next = withChangedLast(withMessage(conversation, message), message);
  const tally = changed(conversation, message, before, readerOf(state));
  if (tally) return applied(put(state, withTally(next, tally)));
  return applied(put(state, next), { conversations: [message.conversation_id] });
}

/** A message is back that oversight took out of sight, or erased; what counts is asked for anew. */
export function messageRestored(
  state: ChatState,
  { event }: Envelope<"message.restored" | "message.erased">,
): Applied {
  const { message } = event;
  const conversation = state.conversations[message.conversation_id];
  const asks = { conversations: [message.conversation_id] };
  if (!conversation || !message.in_channel) return applied(state, asks);
  const { timeline, info } = conversation;
  const last = info.last_message?.id === message.id ? message : info.last_message;
  const next = patch(conversation, {
    timeline: timeline && restoreMessage(timeline, message),
    info: patch(info, { last_message: last }),
  });
  return applied(put(state, next), asks);
}

function withLast(conversation: ConversationState, message: Message): ConversationState {
  const { info } = conversation;
  const position = message.position ?? -1;
  if (position < info.last_position || position < info.history_from) return conversation;
  const last = info.last_message?.id === message.id ? newer(info.last_message, message) : message;
  const changes = { last_position: position, last_message: last };
  return patch(conversation, { info: patch(info, changes) });
}

function withChangedLast(conversation: ConversationState, message: Message): ConversationState {
  const { info } = conversation;
  if (info.last_message?.id !== message.id) return conversation;
  const last = newer(info.last_message, message);
  return patch(conversation, { info: patch(info, { last_message: last }) });
}

function known(conversation: ConversationState, id: string): Message | null {
  const { timeline, info } = conversation;
  const loaded = timeline?.messages.find((message) => message.id === id);
  return loaded ?? (info.last_message?.id === id ? info.last_message : null);
}
