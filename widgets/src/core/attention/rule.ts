/** What a message that arrives asks of a person. Pure. */
import type { Level, Message } from "../../generated/wire.ts";
import { type Reader, names } from "../tally.ts";

/**
 * - `nothing`: it is one's own, it is gone, or one sees it;
 * - `mark`: it is unread in the list, and that is all;
 * - `badge`: it counts;
 * - `notify`: it counts as its level says, and the desktop tells of it.
 */
export type Attention = "nothing" | "mark" | "badge" | "notify";

/** Where one looks: at the conversation, at something else in the window, at another window. */
export type Looking = "here" | "elsewhere" | "away";

/** Who hears of a message, and what they want to hear of in its conversation. */
export interface Hearer {
  readonly me: Reader;
  readonly level: Level;
  readonly muted: boolean;
  /** As `keywordsIn` makes it. */
  readonly keywords: RegExp | null;
  readonly looking: Looking;
}

/** What a message asks of whoever hears of it. */
export function attentionTo(message: Message, hearer: Hearer): Attention {
  const { me, looking } = hearer;
  if (message.state !== "active" || message.author === me.id || looking === "here")
    return "nothing";
  if (looking === "away" && notifies(message, hearer)) return "notify";
  return counts(message, hearer) ? "badge" : "mark";
}

/** What is urgent gets through whatever one has set. */
function notifies(message: Message, hearer: Hearer): boolean {
  if (message.priority === "urgent") return true;
  if (hearer.muted) return false;
  return counts(message, hearer) || (hearer.level !== "none" && holds(message, hearer.keywords));
}

function holds({ text }: Message, keywords: RegExp | null): boolean {
  return text !== null && keywords !== null && keywords.test(text);
}

function counts(message: Message, { me, level, muted }: Hearer): boolean {
  if (level === "none") return false;
  return names(message, me) || (level === "all" && !muted && concerns(message, me));
}

/** A reply that is only in its thread concerns whoever began that. */
function concerns(message: Message, me: Reader): boolean {
  return message.in_channel || message.thread_author === me.id;
}
