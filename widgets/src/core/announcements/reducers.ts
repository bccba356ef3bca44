/** What events of announcements do to the state. Pure. */
import type { Message } from "../../generated/wire.ts";
import { applied, type Applied } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import type { Reducers } from "../feature.ts";
import { meOf, put } from "../messages.ts";
import { patch, withEntry } from "../records.ts";
import type { ChatState, ConversationState } from "../types.ts";

export const REDUCERS: Reducers = {
  "message.created": (state, { event }) => applied(waits(state, event.message)),
  "message.edited": (state, { event }) => applied(waits(state, event.message)),
  "message.removed": (state, { event }) => applied(waitsNot(state, event.message.id)),
  "message.erased": (state, { event }) => applied(waitsNot(state, event.message.id)),
  "message.acknowledged": messageAcknowledged,
  "message.reminded": messageReminded,
  "member.removed": (state, { event }) =>
    event.person_id === meOf(state) ? applied(left(state, event.conversation_id)) : applied(state),
};

/** A message, or another version of it, asks for everybody's word. */
function waits(state: ChatState, message: Message): ChatState {
  const { waiting } = state;
  if (!message.acknowledge || message.author === meOf(state) || !waiting) return state;
  const rest = waiting.filter(({ id }) => id !== message.id);
  const next = [...rest, message].sort((a, b) => (b.position ?? 0) - (a.position ?? 0));
  return patch(state, { waiting: next });
}

function waitsNot(state: ChatState, id: string): ChatState {
  const waiting = state.waiting?.filter((message) => message.id !== id) ?? null;
  return waiting?.length === state.waiting?.length ? state : patch(state, { waiting });
}

function left(state: ChatState, conversation: string): ChatState {
  const kept = state.waiting?.filter(({ conversation_id: id }) => id !== conversation) ?? null;
  return kept?.length === state.waiting?.length ? state : patch(state, { waiting: kept });
}

/** I acknowledged a version, here or on another device; of others only the author hears. */
function messageAcknowledged(
  state: ChatState,
  { event, at }: Envelope<"message.acknowledged">,
): Applied {
  const { message_id: id, version } = event;
  if (event.person_id !== meOf(state)) return applied(answered(state, id));
  const noted = withEntry(state.noted, id, { version, at });
  const open = state.waiting?.find((message) => message.id === id);
  const next = patch(state, { noted });
  const settled = open && open.version > version ? next : waitsNot(next, id);
  const conversation = state.conversations[event.conversation_id];
  if (!conversation) return applied(settled);
  return applied(put(settled, acknowledged(conversation, id, version)));
}

function answered(state: ChatState, id: string): ChatState {
  return patch(state, { answers: withEntry(state.answers, id, (state.answers[id] ?? 0) + 1) });
}

function acknowledged(
  conversation: ConversationState,
  id: string,
  version: number,
): ConversationState {
  const { timeline } = conversation;
  if (!timeline) return conversation;
  const messages = timeline.messages.map((message) =>
    message.id === id && message.version === version ? { ...message, acknowledged: true } : message,
  );
  return patch(conversation, { timeline: { ...timeline, messages } });
}

/** Whoever has not answered is reminded; it is shown only where the own answer is missing. */
function messageReminded(state: ChatState, { event, at }: Envelope<"message.reminded">): Applied {
  return applied(patch(state, { reminded: withEntry(state.reminded, event.message_id, at) }));
}
