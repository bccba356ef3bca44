/** What hangs on messages: reactions, threads, pins; for the talk of the gallery. */
import type { Message, ReactionTotal, ThreadSummary } from "../src/generated/wire.ts";
import { ago } from "./people.ts";

/** Reactions by emoji: how many, and with a `!` that mine is among them. */
export function reactions(said: Readonly<Record<string, string>>): Pick<Message, "reactions"> {
  const one = ([emoji, many]: [string, string]): ReactionTotal => ({
    emoji,
    count: parseInt(many),
    mine: many.endsWith("!"),
  });
  return { reactions: Object.entries(said).map(one) };
}

/** A thread of so many replies by some people, the latest so many minutes ago. */
export function thread(
  replies: number,
  people: readonly string[],
  minutes: number,
  more: Partial<ThreadSummary> = {},
): Pick<Message, "thread"> {
  const summary = {
    replies,
    last_at: ago(minutes),
    last_position: 0,
    people: [...people],
    following: true,
    read_position: 0,
    unread: 0,
  };
  return { thread: { ...summary, ...more } };
}
