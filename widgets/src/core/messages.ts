/** What message events do to the state. Pure. */
import type { Message } from "../generated/wire.ts";
import { applied, type Applied } from "./effects.ts";
import type { Envelope } from "./envelopes.ts";
import { patch, without } from "./records.ts";
import { arrived, changed, readerOf, totals } from "./tally.ts";
import { withThread } from "./threads/slice.ts";
import { mergeMessage, newer, told } from "./timeline.ts";
import type { ChatState, ConversationState, Tally } from "./types.ts";

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

/** The answer to a send, edit or removal: the message itself; counts wait for its event. */
export function messageAnswered(state: ChatState, message: Message): ChatState {
  const conversation = state.conversations[message.conversation_id];
  if (!conversation) return state;
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

function withMessage(conversation: ConversationState, message: Message): ConversationState {
  if (!conversation.timeline || !message.in_channel) return conversation;
  return patch(conversation, { timeline: mergeMessage(conversation.timeline, message) });
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

/** A message of one's own has arrived: it waits no longer. Its author types no longer. */
function confirmed(
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

function known(conversation: ConversationState, id: string): Message | null {
  const { timeline, info } = conversation;
  const loaded = timeline?.messages.find((message) => message.id === id);
  return loaded ?? (info.last_message?.id === id ? info.last_message : null);
}
