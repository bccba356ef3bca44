/** Messages and conversations put into the state; see `rooms/` for what events do. Pure. */
import type { Message } from "../generated/wire.ts";
import { isKept, withKept } from "./judging/slice.ts";
import { patch, without } from "./records.ts";
import { totals } from "./tally.ts";
import { withThread } from "./threads/slice.ts";
import { mergeMessage, told } from "./timeline.ts";
import type { ChatState, ConversationState, Tally } from "./types.ts";

/** The answer to a send, edit or removal: the message itself; counts wait for its event. */
export function messageAnswered(state: ChatState, message: Message): ChatState {
  const conversation = state.conversations[message.conversation_id];
  if (!conversation) return state;
  if (isKept(message))
    return put(state, confirmed(withKept(conversation, message), message, meOf(state)));
  const next = put(state, confirmed(withMessage(conversation, message), message, meOf(state)));
  return withThread(next, message.thread_id ?? message.id, (thread) =>
    message.thread_id
      ? { ...thread, timeline: mergeMessage(thread.timeline, message) }
      : { ...thread, root: told(thread.root, message) },
  );
}

/** The conversation with its counts from a tally. */
export function withTally(conversation: ConversationState, tally: Tally): ConversationState {
  return patch(conversation, { tally, info: patch(conversation.info, totals(tally)) });
}

/** The state with one conversation replaced. */
export function put(state: ChatState, conversation: ConversationState): ChatState {
  const { id } = conversation.info;
  if (state.conversations[id] === conversation) return state;
  return { ...state, conversations: { ...state.conversations, [id]: conversation } };
}

/** The state with one conversation replaced and at its place in the order of activity. */
export function moved(state: ChatState, conversation: ConversationState): ChatState {
  const next = put(state, conversation);
  const { id, last_position: position } = conversation.info;
  const rest = state.order.filter((other) => other !== id);
  const at = rest.findIndex((other) => before(next, other, id, position));
  const order = at < 0 ? [...rest, id] : rest.toSpliced(at, 0, id);
  return same(order, state.order) ? next : { ...next, order };
}

/** Who I am, or nobody yet. */
export function meOf(state: ChatState): string {
  return state.me?.person.id ?? "";
}

/** Those of some people whose names are not known. */
export function unknownNames(state: ChatState, ids: readonly string[]): string[] {
  return ids.filter((id) => !(id in state.people));
}

function before(state: ChatState, other: string, id: string, position: number): boolean {
  const theirs = state.conversations[other]?.info.last_position ?? -1;
  return theirs === position ? other < id : theirs < position;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** The conversation with a message at its place, if that is loaded. */
export function withMessage(conversation: ConversationState, message: Message): ConversationState {
  if (!conversation.timeline || !message.in_channel) return conversation;
  return patch(conversation, { timeline: mergeMessage(conversation.timeline, message) });
}

/** A message of one's own has arrived: it waits no longer. Its author types no longer. */
export function confirmed(
  conversation: ConversationState,
  message: Message,
  me: string,
): ConversationState {
  const typing = without(conversation.typing, [message.author]);
  const { pending } = conversation;
  const mine = message.author === me && pending.some((p) => p.clientId === message.client_id);
  const rest = mine ? pending.filter((p) => p.clientId !== message.client_id) : pending;
  return patch(conversation, { typing, pending: rest });
}
