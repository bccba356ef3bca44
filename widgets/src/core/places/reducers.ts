/**
 * What events do to threads: one's place in them, what is unread there, and what their roots say.
 * Where one's place is not known the server is asked; nothing is guessed. Pure.
 */
import type { Message, Thread, ThreadSummary } from "../../generated/wire.ts";
import { andThen, applied, type Applied, type Effects } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import type { Reducers } from "../feature.ts";
import { meOf, put, withTally } from "../messages.ts";
import { patch, without } from "../records.ts";
import { COUNT_CAP } from "../selectors.ts";
import { namesMe } from "../tally.ts";
import { withThread } from "../threads/slice.ts";
import type { ChatState, ConversationState, ThreadTally } from "../types.ts";
import { placeIn, withoutPlaces, type ThreadPlace } from "./slice.ts";

const MOST_PEOPLE = 5;

export const REDUCERS: Reducers = {
  "message.created": (state, { event }) => replied(state, event.message),
  "message.edited": (state, { event }) => edited(state, event.message),
  "message.removed": (state, { event }) => removed(state, event.message),
  "thread.followed": (state, { event }) =>
    moved(state, event.thread_id, event.conversation_id, event.read_position, true),
  "thread.unfollowed": (state, { event }) =>
    moved(state, event.thread_id, event.conversation_id, -1, false),
  "thread.read": (state, { event }) =>
    moved(state, event.thread_id, event.conversation_id, event.read_position),
  "threads.read": (state, { event }) =>
    event.threads.reduce<Applied>(
      (done, id) =>
        andThen(done, (now) => {
          const place = now.places?.[id];
          return place ? moved(now, id, place.conversation, event.read_position) : applied(now);
        }),
      applied(state, { conversations: event.conversations }),
    ),
  "members.added": came,
  "member.removed": left,
};

/** Somebody wrote in a thread. */
function replied(state: ChatState, message: Message): Applied {
  const { thread_id: thread, conversation_id: id } = message;
  if (thread === null || !state.conversations[id]) return applied(state);
  const placed = follow(state, message);
  const asks = isUnknown(state, message) ? { asks: { places: [thread] } } : {};
  const done = message.in_channel ? applied(placed, asks) : counted(placed, message, asks);
  return andThen(done, (now) => withReply(now, message));
}

/** Who writes or is named follows from there on; the root's author from the beginning. */
function follow(state: ChatState, message: Message): ChatState {
  const { conversation_id: conversation, thread_id: thread } = message;
  const place = placeIn(state, conversation, thread ?? "");
  if (place === null || place?.following || isUnknown(state, message)) return state;
  const read = readAt(message, meOf(state), place === undefined);
  if (read === null) return state;
  return withPlace(state, thread ?? "", { conversation, following: true, read });
}

/** How far a reply makes me have read who did not follow; null where it is not about me. */
function readAt(
  { author, mentions, position, thread_author: first }: Message,
  me: string,
  fresh: boolean,
): number | null {
  if (fresh && first === me) return -1;
  if (author === me) return position ?? -1;
  return mentions.includes(me) ? (position ?? 0) - 1 : null;
}

/** Count a reply that is in no timeline, once. */
function counted(state: ChatState, message: Message, asks: Partial<Effects>): Applied {
  const known = state.conversations[message.conversation_id];
  const position = message.position ?? -1;
  if (!known || position <= known.info.last_reply_position) return applied(state, asks);
  const next = patch(known, { info: patch(known.info, { last_reply_position: position }) });
  const asked = { conversations: [known.info.id], ...asks };
  if (isUnknown(state, message)) return applied(put(state, next), asked);
  if (!isUnread(state, message)) return applied(put(state, next));
  const { threads } = known.tally;
  const entry = { thread: message.thread_id ?? "", position, mine: namesMe(state, message) };
  const seen = { ...threads.seen, [message.id]: entry };
  const many = Object.keys(seen).length > 2 * COUNT_CAP;
  return applied(put(state, tallied(next, { ...threads, seen })), many ? asked : {});
}

/** Whether the server must say: of a thread, too, that may begin before my window. */
function isUnknown(state: ChatState, message: Message): boolean {
  const { conversation_id: id, thread_id: thread } = message;
  const place = placeIn(state, id, thread ?? "");
  if (place !== undefined) return place === null;
  const windowed = (state.conversations[id]?.info.history_from ?? 0) > 0;
  return windowed && isAboutMe(message, meOf(state));
}

function isAboutMe({ author, mentions, thread_author: first }: Message, me: string): boolean {
  return author !== me && (first === me || mentions.includes(me));
}

function isUnread(state: ChatState, message: Message): boolean {
  const { author, position, state: there, conversation_id: id } = message;
  const place = placeIn(state, id, message.thread_id ?? "");
  const after = place?.following === true && (position ?? -1) > place.read;
  return after && author !== meOf(state) && there === "active";
}

/** A reply has other words: it may name me now, or no longer. */
function edited(state: ChatState, message: Message): Applied {
  const known = aside(state, message);
  if (!known) return applied(state);
  const { threads } = known.tally;
  const entry = threads.seen[message.id];
  if (entry) {
    const seen = { ...threads.seen, [message.id]: { ...entry, mine: namesMe(state, message) } };
    return applied(put(state, tallied(known, { ...threads, seen })));
  }
  const named = namesMe(state, message) || threads.baseMentions > 0;
  return doubtful(state, message, named);
}

/** A reply is gone. */
function removed(state: ChatState, message: Message): Applied {
  const { thread_id: thread, conversation_id: id } = message;
  if (thread === null) return applied(state);
  const asks = rootOf(state, id, thread) ? { asks: { threads: [thread] } } : {};
  const known = aside(state, message);
  if (!known) return applied(state, asks);
  const { threads } = known.tally;
  if (!threads.seen[message.id]) {
    return andThen(applied(state, asks), (now) => doubtful(now, message, true));
  }
  const seen = without(threads.seen, [message.id]);
  return applied(put(state, tallied(known, { ...threads, seen })), asks);
}

function aside(state: ChatState, message: Message): ConversationState | null {
  const known = state.conversations[message.conversation_id];
  return known && message.thread_id !== null && !message.in_channel ? known : null;
}

/** What the server counted may have changed with a reply that it counted: ask, if it can have. */
function doubtful(state: ChatState, message: Message, perhaps: boolean): Applied {
  const unread = isUnread(state, { ...message, state: "active" });
  const ask = perhaps && (unread || isUnknown(state, message));
  return applied(state, ask ? { conversations: [message.conversation_id] } : {});
}

/** One's own mark or choice changed, here or on another device. */
function moved(
  state: ChatState,
  thread: string,
  conversation: string,
  read: number,
  following?: boolean,
): Applied {
  const before = state.places?.[thread];
  const place = moveTo(before, conversation, read, following);
  const marked = (before ?? following) === undefined ? state : withPlace(state, thread, place);
  const known = state.conversations[conversation];
  if (!known) return applied(marked);
  const next = put(marked, tallied(known, unreadAfter(known.tally.threads, thread, place)));
  const ask = state.places === null || mayHold(known, place, following === true);
  const done = applied(next, ask ? { conversations: [conversation] } : {});
  return andThen(done, (now) => withMark(now, thread, place));
}

function unreadAfter(threads: ThreadTally, thread: string, place: ThreadPlace): ThreadTally {
  const rest = Object.entries(threads.seen).filter(
    ([, entry]) => entry.thread !== thread || (place.following && entry.position > place.read),
  );
  return { ...threads, seen: Object.fromEntries(rest) };
}

/** Whether the server counted anything that may be of this thread, or would now. */
function mayHold({ tally, info }: ConversationState, place: ThreadPlace, fresh: boolean): boolean {
  const { base, baseMentions } = tally.threads;
  return base > 0 || baseMentions > 0 || (fresh && info.last_reply_position > place.read);
}

function moveTo(
  before: ThreadPlace | undefined,
  conversation: string,
  read: number,
  following = before?.following ?? false,
): ThreadPlace {
  return { conversation, following, read: Math.max(before?.read ?? -1, read) };
}

function withMark(state: ChatState, thread: string, place: ThreadPlace): Applied {
  const root = rootOf(state, place.conversation, thread);
  if (!root) return applied(state);
  const before = summaryOf(root);
  const unread = place.following && place.read < before.last_position ? before.unread : 0;
  const mine = { following: place.following, read_position: place.read, unread };
  const next = withRoot(state, root, { ...before, ...mine });
  return applied(next, unread > 0 ? { asks: { threads: [thread] } } : {});
}

/** The root says what is below it, if it is in sight. */
function withReply(state: ChatState, message: Message): Applied {
  const thread = message.thread_id ?? "";
  const root = rootOf(state, message.conversation_id, thread);
  const position = message.position ?? -1;
  if (!root || position <= summaryOf(root).last_position) return applied(state);
  const before = summaryOf(root);
  const unread = message.in_channel ? 0 : Number(isUnread(state, message));
  return applied(
    withRoot(state, root, {
      replies: Math.min(before.replies + 1, COUNT_CAP),
      last_at: message.created_at,
      last_position: position,
      people: [...new Set([message.author, ...before.people])].slice(0, MOST_PEOPLE),
      unread: Math.min(before.unread + unread, COUNT_CAP),
      ...mineOf(placeIn(state, message.conversation_id, thread)),
    }),
  );
}

function mineOf(
  place: ThreadPlace | null | undefined,
): Pick<ThreadSummary, "following" | "read_position"> {
  return { following: place?.following ?? false, read_position: place?.read ?? -1 };
}

function summaryOf(root: Message): ThreadSummary {
  if (root.thread) return root.thread;
  return {
    replies: 0,
    last_at: root.created_at,
    last_position: root.position ?? -1,
    people: [],
    following: false,
    read_position: -1,
    unread: 0,
  };
}

/** A root that is in sight: in the timeline, or above its open thread. */
function rootOf(state: ChatState, conversation: string, thread: string): Message | undefined {
  const timeline = state.conversations[conversation]?.timeline;
  const shown = timeline?.messages.find(({ id }) => id === thread);
  return shown ?? state.threads[thread]?.root;
}

/** What a root says of its thread, as the server shows it now. */
export function withShown(state: ChatState, { root }: Pick<Thread, "root">): ChatState {
  const { id, conversation_id: conversation, thread } = root;
  const next = withRoot(state, root, thread);
  if (!thread?.following) return next;
  return withPlace(next, id, { conversation, following: true, read: thread.read_position });
}

/** The state with another summary at a root that is in sight. */
function withRoot(state: ChatState, root: Message, thread: ThreadSummary | null): ChatState {
  const next = withThread(state, root.id, (open) => ({ ...open, root: { ...open.root, thread } }));
  const known = next.conversations[root.conversation_id];
  if (!known?.timeline) return next;
  const messages = known.timeline.messages.map((one) =>
    one.id === root.id ? patch(one, { thread }) : one,
  );
  return put(next, patch(known, { timeline: patch(known.timeline, { messages }) }));
}

function tallied(conversation: ConversationState, threads: ThreadTally): ConversationState {
  return withTally(conversation, { ...conversation.tally, threads });
}

function withPlace(state: ChatState, thread: string, place: ThreadPlace): ChatState {
  if (state.places === null) return state;
  const known = state.places[thread];
  const next = known ? patch(known, place) : place;
  return next === known ? state : { ...state, places: { ...state.places, [thread]: next } };
}

/** I am back: what was known of my places there is not known any more. */
function came(state: ChatState, { event }: Envelope<"members.added">): Applied {
  const id = event.conversation_id;
  if (!event.members.includes(meOf(state)) || state.places === null) return applied(state);
  const unplaced = [...new Set([...state.unplaced, id])];
  return applied({ ...withoutPlaces(state, id), unplaced }, { asks: { places: [id] } });
}

function left(state: ChatState, { event }: Envelope<"member.removed">): Applied {
  const mine = event.person_id === meOf(state);
  return applied(mine ? withoutPlaces(state, event.conversation_id) : state);
}
