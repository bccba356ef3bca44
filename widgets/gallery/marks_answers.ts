/** Answers about reactions, pins and saved messages. */
import type { Message } from "../src/generated/wire.ts";
import { ago, ME, PEOPLE } from "./people.ts";
import type { Answers, Held } from "./port.ts";

function all(held: Held): Message[] {
  return Object.values(held.state.conversations).flatMap((one) => one.timeline?.messages ?? []);
}

const about = (held: Held, id: string): { conversation_id: string; message_id: string } => ({
  conversation_id: all(held).find((one) => one.id === id)?.conversation_id ?? "",
  message_id: id,
});
const reaction = (held: Held, id: string, emoji: string) =>
  ({ ...about(held, id), emoji, person_id: ME, name: PEOPLE[ME]?.name ?? ME, at: ago(0) }) as const;

export const MARKS: Answers = {
  "reactions.add": (held, { message_id: id, emoji }) => reaction(held, id, emoji),
  "reactions.remove": (held, { message_id: id, emoji }) => reaction(held, id, emoji),
  "reactions.list": (held, { message_id: id, emoji }) => ({
    data: ["ben", "chidi", "dana"].map((person) => ({
      ...reaction(held, id, emoji ?? "👍"),
      person_id: person,
      name: PEOPLE[person]?.name ?? person,
    })),
    next_cursor: null,
  }),
  "pins.add": (held, { message_id: id }) => ({ ...about(held, id), pinned: true }),
  "pins.remove": (held, { message_id: id }) => ({ ...about(held, id), pinned: false }),
  "pins.list": (held, { conversation_id: id }) => ({
    data: all(held)
      .filter((one) => one.pinned && one.conversation_id === id)
      .map((message) => ({ message, pinned_by: "dana", pinned_at: ago(20) })),
    next_cursor: null,
  }),
  "saved.add": (held, { message_id: id }) => ({ ...about(held, id), saved: true }),
  "saved.remove": (held, { message_id: id }) => ({ ...about(held, id), saved: false }),
  "saved.list": (held) => ({
    data: all(held)
      .filter((one) => one.saved)
      .map((message) => ({ message, saved_at: ago(10) })),
    next_cursor: null,
  }),
};
