/**
 * Counting what is unread without asking the server again. Unread is what others wrote after one's
 * read mark and what is still there; counts stop at `COUNT_CAP`, on the server too.
 *
 * `base` is the server's count up to `through`; what arrives later is kept by id in `seen`. `null`
 * means that the new count cannot be known from here: fetch the conversation.
 */
import type { Conversation, Message } from "../generated/wire.ts";
import { without } from "./records.ts";
import { COUNT_CAP } from "./selectors.ts";
import { newer } from "./timeline.ts";
import type { ConversationState, Tally, Timeline } from "./types.ts";

/** The tally of a conversation just as the server showed it. */
export function tallyOf(info: Conversation): Tally {
  return {
    base: info.unread,
    baseMentions: info.mentions,
    through: info.last_position,
    counted: info.last_position,
    seen: {},
  };
}

/** Unread and mentions as they are shown. */
export function totals(tally: Tally): { unread: number; mentions: number } {
  const seen = Object.values(tally.seen);
  const mentions = tally.baseMentions + seen.filter((entry) => entry.mine).length;
  return {
    unread: Math.min(tally.base + seen.length, COUNT_CAP),
    mentions: Math.min(mentions, COUNT_CAP),
  };
}

/** A message arrived; one that was counted before changes nothing. */
export function arrived(conversation: ConversationState, message: Message, me: string): Tally {
  const { tally, info } = conversation;
  const position = at(message);
  if (position <= tally.counted) return tally;
  const next = { ...tally, counted: position };
  if (!counts(info, message, me)) return next;
  const entry = { position, mine: message.mentions.includes(me) };
  return folded({ ...next, seen: { ...tally.seen, [message.id]: entry } });
}

/** A message has another text or is gone; `before` is what was known of it. */
export function changed(
  conversation: ConversationState,
  message: Message,
  before: Message | null,
  me: string,
): Tally | null {
  const { tally, info } = conversation;
  const position = at(message);
  if (message.author === me || position <= info.read_position || position < info.history_from) {
    return tally;
  }
  if (position > tally.through) return changedSeen(tally, message, me);
  return changedBase(tally, message, before, me);
}

function changedSeen(tally: Tally, message: Message, me: string): Tally {
  const known = tally.seen[message.id];
  if (!known) return tally;
  if (message.state !== "active") return { ...tally, seen: without(tally.seen, [message.id]) };
  const entry = { position: known.position, mine: message.mentions.includes(me) };
  return { ...tally, seen: { ...tally.seen, [message.id]: entry } };
}

function changedBase(
  tally: Tally,
  message: Message,
  before: Message | null,
  me: string,
): Tally | null {
  if (!before) return changedUnknown(tally, message, me);
  if (before.state !== "active" || newer(before, message) !== message) return tally;
  const mentions = Number(message.mentions.includes(me)) - Number(before.mentions.includes(me));
  return lessBase({ ...tally, baseMentions: tally.baseMentions + mentions }, message);
}

/** Without the old text it is unknown whether it mentioned me, unless nothing ever did. */
function changedUnknown(tally: Tally, message: Message, me: string): Tally | null {
  const perhaps = tally.baseMentions > 0 || message.mentions.includes(me);
  return perhaps ? null : lessBase(tally, message);
}

function lessBase(tally: Tally, message: Message): Tally | null {
  if (message.state === "active") return tally;
  const exact = tally.base > 0 && tally.base < COUNT_CAP;
  return exact ? { ...tally, base: tally.base - 1 } : null;
}

/** The person has read up to a position. */
export function readTo(
  conversation: ConversationState,
  position: number,
  me: string,
): Tally | null {
  const { tally } = conversation;
  const seen = Object.fromEntries(
    Object.entries(tally.seen).filter(([, entry]) => entry.position > position),
  );
  const rest = restOfBase(conversation, position, me);
  return rest && { ...tally, ...rest, seen };
}

function restOfBase(
  conversation: ConversationState,
  position: number,
  me: string,
): Pick<Tally, "base" | "baseMentions"> | null {
  const { tally, info } = conversation;
  if (tally.base === 0 || position >= tally.through) return { base: 0, baseMentions: 0 };
  const known = messagesBetween(conversation, position, tally.through);
  const unread = known?.filter((message) => isUnread(info, message, me));
  if (!unread) return null;
  const mentions = unread.filter((message) => message.mentions.includes(me)).length;
  return { base: Math.min(unread.length, COUNT_CAP), baseMentions: Math.min(mentions, COUNT_CAP) };
}

/** The loaded messages of a stretch, or null where the timeline does not hold all of it. */
function messagesBetween(
  { timeline }: ConversationState,
  after: number,
  upto: number,
): readonly Message[] | null {
  if (!timeline || !reaches(timeline, after, upto)) return null;
  return timeline.messages.filter((message) => at(message) > after && at(message) <= upto);
}

function reaches({ messages, hasOlder, hasNewer }: Timeline, after: number, upto: number): boolean {
  const first = messages.at(0);
  const last = messages.at(-1);
  if (!first || !last) return !hasOlder && !hasNewer;
  return (!hasOlder || at(first) <= after) && (!hasNewer || at(last) >= upto);
}

function at(message: Message): number {
  return message.position ?? -1;
}

function counts(info: Conversation, message: Message, me: string): boolean {
  return at(message) > info.read_position && isUnread(info, message, me);
}

function isUnread(info: Conversation, message: Message, me: string): boolean {
  const position = at(message);
  return message.author !== me && message.state === "active" && position >= info.history_from;
}

/** Beyond the cap single messages are not kept: the count only says "99+". */
function folded(tally: Tally): Tally {
  if (Object.keys(tally.seen).length < 2 * COUNT_CAP) return tally;
  const { unread, mentions } = totals(tally);
  return { ...tally, base: unread, baseMentions: mentions, through: tally.counted, seen: {} };
}
