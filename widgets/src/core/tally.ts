/**
 * Counting what is unread without asking the server again. Unread is what others wrote after one's
 * read mark and what is still there; counts stop at `COUNT_CAP`, on the server too.
 *
 * `base` is the server's count up to `through`; what arrives later is kept by id in `seen`. `null`
 * means that the new count cannot be known from here: fetch the conversation.
 */
import type { Conversation, Message } from "../generated/wire.ts";
import { COUNT_CAP } from "./selectors.ts";
import type { ChatState, ConversationState, Tally, Timeline } from "./types.ts";

/** The tally of a conversation just as the server showed it. */
export function tallyOf(info: Conversation): Tally {
  return {
    base: info.unread - info.unread_threads,
    baseMentions: info.mentions - info.mentions_threads,
    through: info.last_position,
    counted: info.last_position,
    seen: {},
    threads: { base: info.unread_threads, baseMentions: info.mentions_threads, seen: {} },
  };
}

type Totals = Pick<Conversation, "unread" | "unread_threads" | "mentions" | "mentions_threads">;

/** Unread and mentions as they are shown: of the timeline and of followed threads together. */
export function totals(tally: Tally): Totals {
  const [unread, mentions] = sums(tally);
  const [threads, named] = sums(tally.threads);
  return {
    unread: Math.min(unread + threads, COUNT_CAP),
    unread_threads: Math.min(threads, COUNT_CAP),
    mentions: Math.min(mentions + named, COUNT_CAP),
    mentions_threads: Math.min(named, COUNT_CAP),
  };
}

/** Unread and mentions of one part of a tally. */
export function sums({ base, baseMentions, seen }: Pick<Tally, Summed>): [number, number] {
  const entries = Object.values(seen);
  return [base + entries.length, baseMentions + entries.filter(({ mine }) => mine).length];
}

type Summed = "base" | "baseMentions" | "seen";

/** Who counts: the person, and what the host says of them. */
export interface Reader {
  readonly id: string;
  readonly roles: readonly string[];
}

/** Who counts in this state. */
export function readerOf(state: ChatState): Reader {
  return state.me?.person ?? { id: "", roles: [] };
}

/** Whether a message names the person: by id, by a role of theirs, or with everybody. */
export function namesMe(state: ChatState, message: Message): boolean {
  return names(message, readerOf(state));
}

/** The same, of a person that is known. */
export function names(message: Message, me: Reader): boolean {
  if (message.state !== "active") return false;
  if (message.mentions.includes(me.id) || message.wide !== null) return true;
  return message.roles.some((role) => me.roles.includes(role));
}

/** The person has read up to a position. */
export function readTo(
  conversation: ConversationState,
  position: number,
  me: Reader,
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
  me: Reader,
): Pick<Tally, "base" | "baseMentions"> | null {
  const { tally, info } = conversation;
  if (tally.base === 0 || position >= tally.through) return { base: 0, baseMentions: 0 };
  const known = messagesBetween(conversation, position, tally.through);
  const unread = known?.filter((message) => isUnread(info, message, me));
  if (!unread) return null;
  const mentions = unread.filter((message) => names(message, me)).length;
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

/** Where a message stands. */
export function at(message: Message): number {
  return message.position ?? -1;
}

/** Whether a message of somebody else is there to be read. */
export function isUnread(info: Conversation, message: Message, me: Reader): boolean {
  const position = at(message);
  return message.author !== me.id && message.state === "active" && position >= info.history_from;
}
