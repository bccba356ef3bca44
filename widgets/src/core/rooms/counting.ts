/** What events of messages do to the counts of what is unread; see `tally.ts`. Pure. */
import type { Conversation, Message } from "../../generated/wire.ts";
import { without } from "../records.ts";
import { COUNT_CAP } from "../selectors.ts";
import { at, isUnread, names, type Reader, sums } from "../tally.ts";
import { newer } from "../timeline.ts";
import type { ConversationState, Tally } from "../types.ts";

/** A message arrived; one that was counted before changes nothing. */
export function arrived(conversation: ConversationState, message: Message, me: Reader): Tally {
  const { tally, info } = conversation;
  const position = at(message);
  if (position <= tally.counted) return tally;
  const next = { ...tally, counted: position };
  if (!counts(info, message, me)) return next;
  const entry = { position, mine: names(message, me) };
  return folded({ ...next, seen: { ...tally.seen, [message.id]: entry } });
}

/** A message has another text or is gone; `before` is what was known of it. */
export function changed(
  conversation: ConversationState,
  message: Message,
  before: Message | null,
  me: Reader,
): Tally | null {
  const { tally, info } = conversation;
  const position = at(message);
  if (message.author === me.id || position <= info.read_position || position < info.history_from) {
    return tally;
  }
  if (position > tally.through) return changedSeen(tally, message, me);
  return changedBase(tally, message, before, me);
}

function changedSeen(tally: Tally, message: Message, me: Reader): Tally {
  const known = tally.seen[message.id];
  if (!known) return tally;
  if (message.state !== "active") return { ...tally, seen: without(tally.seen, [message.id]) };
  const entry = { position: known.position, mine: names(message, me) };
  return { ...tally, seen: { ...tally.seen, [message.id]: entry } };
}

function changedBase(
  tally: Tally,
  message: Message,
  before: Message | null,
  me: Reader,
): Tally | null {
  if (!before) return changedUnknown(tally, message, me);
  if (before.state !== "active" || newer(before, message) !== message) return tally;
  const mentions = Number(names(message, me)) - Number(names(before, me));
  return lessBase({ ...tally, baseMentions: tally.baseMentions + mentions }, message);
}

/** Without the old text it is unknown whether it mentioned me, unless nothing ever did. */
function changedUnknown(tally: Tally, message: Message, me: Reader): Tally | null {
  const perhaps = tally.baseMentions > 0 || names(message, me);
  return perhaps ? null : lessBase(tally, message);
}

function lessBase(tally: Tally, message: Message): Tally | null {
  if (message.state === "active") return tally;
  const exact = tally.base > 0 && tally.base < COUNT_CAP;
  return exact ? { ...tally, base: tally.base - 1 } : null;
}

function counts(info: Conversation, message: Message, me: Reader): boolean {
  return at(message) > info.read_position && isUnread(info, message, me);
}

/** Beyond the cap single messages are not kept: the count only says "99+". */
function folded(tally: Tally): Tally {
  if (Object.keys(tally.seen).length < 2 * COUNT_CAP) return tally;
  const [base, baseMentions] = sums(tally);
  return { ...tally, base, baseMentions, through: tally.counted, seen: {} };
}
