/** What conversation and membership events do to the state. Pure. */
import type { Conversation, Member, MemberRole } from "../../generated/wire.ts";
import { freshConversation, withMember, withoutConversation } from "../conversations.ts";
import { applied, type Applied } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import { meOf, moved, put, unknownNames } from "../messages.ts";
import { patch, without } from "../records.ts";
import type { ChatState, ConversationState, Notice, Timeline } from "../types.ts";

/** What the event of a beginning does not say, because it is always so then. */
const UNTOLD = {
  archived: false,
  wide_mentions: "everybody",
  allow_replies: true,
  allow_reactions: true,
  slow_seconds: 0,
  slow_until: null,
  level: "all",
  unread_threads: 0,
  mentions_threads: 0,
  last_reply_position: -1,
} as const;

/** A conversation was started, with me in it. */
export function conversationCreated(
  state: ChatState,
  envelope: Envelope<"conversation.created">,
): Applied {
  const { event } = envelope;
  const people = unknownNames(state, event.members);
  if (state.conversations[event.conversation_id]) return applied(state, { people });
  const fresh = freshConversation(infoOf(envelope, meOf(state)));
  return applied(moved(state, fresh), { people });
}

function infoOf(
  { event, at, position }: Envelope<"conversation.created">,
  me: string,
): Conversation {
  const other = event.members.find((person) => person !== me) ?? null;
  return {
    id: event.conversation_id,
    kind: event.kind,
    title: event.title,
    version: 1,
    subject: event.subject,
    counterpart: event.kind === "direct" ? other : null,
    created_at: at,
    role: event.owner === me ? "owner" : "member",
    member_count: event.members.length,
    muted: false,
    unread: 0,
    mentions: 0,
    read_position: -1,
    history_from: 0,
    last_position: position,
    last_message: null,
    ...UNTOLD,
    space_id: event.space_id,
    joining: event.joining,
    posting: event.posting,
  };
}

/** The title changed, or who may do what; null is unchanged. */
export function conversationUpdated(
  state: ChatState,
  envelope: Envelope<"conversation.updated">,
): Applied {
  const { conversation_id: id, title, version } = envelope.event;
  return change(state, id, (conversation) => {
    const { info } = conversation;
    if (version <= info.version) return conversation;
    const next = patch(conversation, { info: patch(info, updates(info, envelope.event)) });
    if (title === info.title) return next;
    return noticed(next, envelope, { kind: "renamed", people: [], value: title });
  });
}

function updates(
  info: Conversation,
  event: Envelope<"conversation.updated">["event"],
): Partial<Conversation> {
  return {
    title: event.title,
    version: event.version,
    posting: event.posting ?? info.posting,
    wide_mentions: event.wide_mentions ?? info.wide_mentions,
    joining: event.joining ?? info.joining,
    allow_replies: event.allow_replies ?? info.allow_replies,
    allow_reactions: event.allow_reactions ?? info.allow_reactions,
    slow_seconds: event.slow_seconds ?? info.slow_seconds,
    slow_until: event.slow_seconds === null ? info.slow_until : event.slow_until,
  };
}

/** Nobody writes here any more, or people may again. */
export function conversationArchived(
  state: ChatState,
  { event }: Envelope<"conversation.archived" | "conversation.unarchived">,
): Applied {
  const archived = event.type === "conversation.archived";
  return change(state, event.conversation_id, (conversation) =>
    patch(conversation, { info: patch(conversation.info, { archived }) }),
  );
}

/** I muted or unmuted a conversation, here or on another device. */
export function conversationMuted(
  state: ChatState,
  { event }: Envelope<"conversation.muted">,
): Applied {
  return change(state, event.conversation_id, (conversation) =>
    patch(conversation, { info: patch(conversation.info, { muted: event.muted }) }),
  );
}

/** I want to hear more or less of a conversation. */
export function conversationLevel(
  state: ChatState,
  { event }: Envelope<"conversation.level">,
): Applied {
  return change(state, event.conversation_id, (conversation) =>
    patch(conversation, { info: patch(conversation.info, { level: event.level }) }),
  );
}

/** Somebody has left, and somebody else is who to turn to; who comes and who goes is told besides. */
export function conversationHandedOver(
  state: ChatState,
  envelope: Envelope<"conversation.handed_over">,
): Applied {
  const { conversation_id: id, person_id: person, successor_id: successor } = envelope.event;
  const known = state.conversations[id];
  if (!known) return applied(state, { conversations: [id] });
  const left = { ...envelope, actor: { ...envelope.actor, id: person } };
  const next = noticed(known, left, { kind: "handed_over", people: [successor], value: "" });
  return applied(put(state, next), { people: unknownNames(state, [person, successor]) });
}

/** People joined; if I am among them, everything about the conversation is news. */
export function membersAdded(state: ChatState, envelope: Envelope<"members.added">): Applied {
  const { event } = envelope;
  const people = unknownNames(state, event.members);
  const known = state.conversations[event.conversation_id];
  if (!known || event.members.includes(meOf(state))) {
    return applied(state, { conversations: [event.conversation_id], people });
  }
  const members = event.members.map((id) => memberOf(state, id, event.role));
  const next = noticed(join(known, members), envelope, {
    kind: "added",
    people: event.members,
    value: event.role,
  });
  const unsure = hasAllMembers(known) ? [] : [event.conversation_id];
  const loaded = known.members === null ? [] : [event.conversation_id];
  return applied(put(state, next), { people, conversations: unsure, members: loaded });
}

function join(conversation: ConversationState, members: readonly Member[]): ConversationState {
  const fresh = members.filter(({ person_id: id }) => !conversation.members?.[id]);
  const count = conversation.info.member_count + fresh.length;
  const info = patch(conversation.info, { member_count: count });
  return fresh.reduce(withMember, patch(conversation, { info }));
}

function memberOf(state: ChatState, id: string, role: MemberRole): Member {
  return { person_id: id, name: state.people[id]?.name ?? id, role, read_position: -1 };
}

/** A person left or was removed; if it is me, the conversation is gone from here. */
export function memberRemoved(state: ChatState, envelope: Envelope<"member.removed">): Applied {
  const { conversation_id: id, person_id: person } = envelope.event;
  if (person === meOf(state)) return applied(withoutConversation(state, id));
  const known = state.conversations[id];
  if (!known) return applied(state, { conversations: [id] });
  const kind = envelope.actor.id === person ? "left" : "removed";
  const next = noticed(part(known, person), envelope, { kind, people: [person], value: "" });
  return applied(put(state, next), { conversations: hasAllMembers(known) ? [] : [id] });
}

function part(conversation: ConversationState, person: string): ConversationState {
  const { members, info } = conversation;
  if (hasAllMembers(conversation) && !members?.[person]) return conversation;
  const count = Math.max(0, info.member_count - 1);
  return patch(conversation, {
    info: patch(info, { member_count: count }),
    members: members && without(members, [person]),
    typing: without(conversation.typing, [person]),
  });
}

/** Whether every member is loaded, so that joining and leaving can be counted exactly. */
function hasAllMembers({ members, info }: ConversationState): boolean {
  return members !== null && Object.keys(members).length === info.member_count;
}

/** A member has another role. */
export function memberChanged(state: ChatState, envelope: Envelope<"member.changed">): Applied {
  const { conversation_id: id, person_id: person, role } = envelope.event;
  return change(state, id, (conversation) => {
    const member = conversation.members?.[person];
    const next = member ? withMember(conversation, { ...member, role }) : conversation;
    const mine = person === meOf(state);
    const info = mine ? patch(next.info, { role }) : next.info;
    return noticed(patch(next, { info }), envelope, {
      kind: "role",
      people: [person],
      value: role,
    });
  });
}

function noticed(
  conversation: ConversationState,
  { position, at, actor }: Envelope,
  notice: Pick<Notice, "kind" | "people" | "value">,
): ConversationState {
  const { timeline } = conversation;
  if (!timeline) return conversation;
  const line = { position, at, actor: actor.id, ...notice };
  return patch(conversation, { timeline: addNotice(timeline, line) });
}

/** Notices kept per timeline. */
const MOST_NOTICES = 200;

/** Add a quiet line. */
function addNotice(timeline: Timeline, notice: Notice): Timeline {
  if (timeline.notices.some(({ position }) => position === notice.position)) return timeline;
  const notices = [...timeline.notices, notice].slice(-MOST_NOTICES);
  return { ...timeline, notices };
}

function change(
  state: ChatState,
  id: string,
  make: (conversation: ConversationState) => ConversationState,
): Applied {
  const known = state.conversations[id];
  if (!known) return applied(state, { conversations: [id] });
  return applied(put(state, make(known)));
}
