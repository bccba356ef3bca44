/** Conversations as they are kept, and how far they are read; see `rooms/` for what events do. Pure. */
import type { Conversation, Member } from "../generated/wire.ts";
import { applied, type Applied } from "./effects.ts";
import type { Envelope } from "./envelopes.ts";
import { meOf, put, withTally } from "./messages.ts";
import { patch, withEntry, without } from "./records.ts";
import { readerOf, readTo, tallyOf } from "./tally.ts";
import type { ChatState, ConversationState } from "./types.ts";

/** How long members wait between two messages now: what a rule began ends by itself. */
export function pauseOf({ slow_seconds: seconds = 0, slow_until: until }: Conversation): number {
  return until && Date.parse(until) <= Date.now() ? 0 : seconds;
}

/** A conversation of which nothing is known but what the server shows. */
export function freshConversation(info: Conversation): ConversationState {
  return {
    info,
    timeline: null,
    members: null,
    typing: {},
    delivered: {},
    pending: [],
    held: [],
    draft: null,
    tally: tallyOf(info),
  };
}

/** Somebody has read up to a position; a mark never goes back. */
export function conversationRead(
  state: ChatState,
  { event }: Envelope<"conversation.read">,
): Applied {
  const { conversation_id: id, person_id: person, read_position: position } = event;
  const known = state.conversations[id];
  if (!known) return applied(state, { conversations: [id] });
  const marked = withReadMark(known, person, position);
  const mine = person === meOf(state) && position > known.info.read_position;
  if (!mine) return applied(put(state, marked));
  const tally = readTo(known, position, readerOf(state));
  const read = patch(marked, { info: patch(marked.info, { read_position: position }) });
  if (tally) return applied(put(state, withTally(read, tally)));
  return applied(put(state, read), { conversations: [id] });
}

function withReadMark(
  conversation: ConversationState,
  person: string,
  position: number,
): ConversationState {
  const member = conversation.members?.[person];
  if (!member || position <= member.read_position) return conversation;
  return withMember(conversation, { ...member, read_position: position });
}

/** The state without a conversation; what was being written there goes with it. */
export function withoutConversation(state: ChatState, id: string): ChatState {
  if (!state.conversations[id]) return state;
  return {
    ...state,
    conversations: without(state.conversations, [id]),
    order: state.order.filter((other) => other !== id),
  };
}

/** The conversation with one of its members as they are now, where members are loaded. */
export function withMember(conversation: ConversationState, member: Member): ConversationState {
  const { members } = conversation;
  return members
    ? patch(conversation, { members: withEntry(members, member.person_id, member) })
    : conversation;
}
