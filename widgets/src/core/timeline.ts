/** Merging messages into a contiguous stretch of a conversation. Pure. */
import type { Message } from "../generated/wire.ts";
import type { Timeline } from "./types.ts";

/** A timeline that is being opened. */
export const OPENING: Timeline = {
  messages: [],
  notices: [],
  hasOlder: true,
  hasNewer: true,
  loading: "first",
  problem: null,
  unreadFrom: null,
};

/** Of two states of one message the newer: gone beats there, then the higher version. */
export function newer(known: Message, other: Message): Message {
  const [a, b] = [RANK[known.state], RANK[other.state]];
  if (a !== b) return b > a ? other : known;
  return other.version >= known.version ? other : known;
}

/** What was kept back is nothing beside what is there: an edit that was held leaves the message. */
const KEPT = { held: -1, blocked: -1, rejected: -1, withdrawn: -1 } as const;
const RANK = { ...KEPT, active: 0, removed: 1, erased: 2 } as const;

/** What an event tells of a message, with what only an answer tells besides: it stays known. */
export function told(known: Message, event: Message): Message {
  if (event === known) return event;
  if (event.state !== "active") return { ...event, thread: known.thread };
  const { reactions, thread, pinned, saved } = known;
  return { ...event, reactions, thread, pinned, saved };
}

/** Put one message in its place, if its place is inside the stretch; each message once. */
export function mergeMessage(timeline: Timeline, message: Message): Timeline {
  const index = timeline.messages.findIndex((known) => known.id === message.id);
  const known = timeline.messages[index];
  if (known) {
    const next = told(known, newer(known, message));
    return next === known ? timeline : replaceAt(timeline, index, next);
  }
  if (!belongs(timeline, message)) return timeline;
  const last = timeline.messages.at(-1);
  if (last && order(message) < order(last)) return insert(timeline, [message]);
  return { ...timeline, messages: [...timeline.messages, message] };
}

/** Put a message back that was gone: what it was before says nothing. */
export function restoreMessage(timeline: Timeline, message: Message): Timeline {
  const index = timeline.messages.findIndex((known) => known.id === message.id);
  const known = timeline.messages[index];
  if (!known) return mergeMessage(timeline, message);
  return replaceAt(timeline, index, { ...message, thread: known.thread });
}

/** Put a page of messages in; the caller says how far it reaches. */
export function mergePage(
  timeline: Timeline,
  page: readonly Message[],
  ends: Partial<Pick<Timeline, "hasOlder" | "hasNewer">>,
): Timeline {
  return { ...insert(timeline, page), ...ends, loading: null, problem: null };
}

function belongs(timeline: Timeline, message: Message): boolean {
  if (timeline.loading === "first" || message.position === null) return false;
  const first = timeline.messages.at(0);
  const last = timeline.messages.at(-1);
  if (!first || !last) return true;
  const tooOld = timeline.hasOlder && order(message) < order(first);
  return !tooOld && !(timeline.hasNewer && order(message) > order(last));
}

function replaceAt(timeline: Timeline, index: number, message: Message): Timeline {
  return { ...timeline, messages: timeline.messages.with(index, message) };
}

function insert(timeline: Timeline, added: readonly Message[]): Timeline {
  if (added.length === 0) return timeline;
  const byId = new Map(timeline.messages.map((message) => [message.id, message]));
  for (const message of added) {
    const known = byId.get(message.id);
    byId.set(message.id, known ? newer(known, message) : message);
  }
  const messages = [...byId.values()].sort((a, b) => order(a) - order(b));
  return { ...timeline, messages };
}

function order(message: Message): number {
  return message.position ?? Number.MAX_SAFE_INTEGER;
}
