/** Answers about reactions, pins and saved messages. */
import type { ConversationState } from "../src/core/types.ts";
import type { Message, SubjectCard } from "../src/generated/wire.ts";
import { ago, ME, PEOPLE } from "./people.ts";
import type { Answers, Held } from "./port.ts";

const CARDS: Readonly<Record<string, SubjectCard>> = {
  "order:1234": {
    subject: "order:1234",
    title: "Order 1234 for Hansen Werkstatt",
    state: "Packed",
    tone: "good",
    link: "/orders/1234",
    fields: [
      { label: "Weight", value: "412 kg" },
      { label: "Pallets", value: "3" },
      { label: "Carrier", value: "Nordfracht" },
    ],
    actions: [
      { id: "open", label: "Open order", href: "/orders/1234", event: null },
      { id: "hold", label: "Put on hold", href: null, event: "hold" },
    ],
    visible: "members",
    version: 3,
    updated_at: ago(30),
  },
};

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
  "subjects.list": (_, { ids }) => ({ data: ids.flatMap((id) => CARDS[id] ?? []) }),
  "conversations.level": (held, { conversation_id: id, level }) => {
    const one = held.state.conversations[id] as ConversationState;
    const info = { ...one.info, level };
    held.change((s) => ({ ...s, conversations: { ...s.conversations, [id]: { ...one, info } } }));
    return info;
  },
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
