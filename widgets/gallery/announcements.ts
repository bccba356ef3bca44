/** Announcements, and how a company of 1,204 people has taken note of them. */
import type { ConversationState } from "../src/core/types.ts";
import type { AnnouncementSummary, Message, RosterEntry } from "../src/generated/wire.ts";
import { ME, PEOPLE, ago, conversation, newId, say } from "./people.ts";
import type { Answers } from "./port.ts";
import { make } from "./talk.ts";

const NEWS = newId("cnv");
const SAFETY = newId("cnv");

const RULES = say(
  NEWS,
  "grete",
  60 * 26,
  "**New rules for the cold store**\n\nFrom Monday on nobody enters the cold store alone. Two people, " +
    "both with a radio, and the door stays *unlocked* from the inside.\n\n- Radios are at the gate\n" +
    "- Sign in and out on the sheet\n- Questions: ask me",
  { priority: "important", acknowledge: true, version: 2, edited_at: ago(60 * 3) },
);
const LORRY = say(
  NEWS,
  "chidi",
  40,
  "Gate 4 is closed until noon: a lorry has lost its load. Use gate 2.",
  { priority: "urgent", acknowledge: true },
);

/** Places of announcements: one that only tells, one in which the reader posts. */
export function announced(): ConversationState[] {
  return [
    make({
      info: conversation(NEWS, "announcement", "Company news", {
        posting: "moderators",
        role: "member",
        unread: 1,
      }),
      messages: [
        say(NEWS, "dana", 60 * 50, "The canteen is open again, with a new oven. Try the rolls."),
        RULES,
        LORRY,
      ],
      people: ["dana", "grete", "chidi", ME, "ben", "hana"],
    }),
    make({
      info: conversation(SAFETY, "announcement", "Order desk news", {
        posting: "moderators",
        role: "owner",
      }),
      messages: [
        say(SAFETY, ME, 60 * 5, "Stock-taking is on Friday from 14:00. No orders after that.", {
          acknowledge: true,
        }),
      ],
      people: [ME, "ben", "chidi", "dana", "elif", "farid"],
    }),
  ];
}

/** What waits for the reader's word. */
export const WAITING: readonly Message[] = [LORRY, RULES];

const COUNTS: Omit<AnnouncementSummary, "message_id" | "conversation_id"> = {
  version: 1,
  acknowledge: true,
  audience: 1204,
  reached: 1130,
  read: 948,
  acknowledged: 812,
  missing: 392,
  outdated: 17,
  reminded_at: null,
  remind_again_at: null,
};

const PROGRESS: readonly RosterEntry["progress"][] = ["read", "reached", "outdated", "unreached"];

function row(id: string, at: number): RosterEntry {
  return {
    person_id: id,
    name: PEOPLE[id]?.name ?? id,
    progress: PROGRESS[at % PROGRESS.length] ?? "read",
    member: true,
    reached_at: ago(200),
    read: at % 2 === 0,
    acknowledgement: null,
  };
}

export const ANSWERS: Answers = {
  "announcements.acknowledge": (held, { message_id: id, version }) => {
    const found = held.state.waiting?.find((one) => one.id === id);
    const at = ago(0);
    return {
      ...{ message_id: id, conversation_id: found?.conversation_id ?? NEWS, person_id: ME },
      ...{ version, commit: "c0ffee", at, position: 2_000, on_behalf_of: null },
    };
  },
  "announcements.summary": (_, { message_id: id }) => ({
    ...COUNTS,
    message_id: id,
    conversation_id: SAFETY,
  }),
  "announcements.roster": (_, { state }) => ({
    data: state === "acknowledged" ? [] : Object.keys(PEOPLE).map(row),
    next_cursor: "more",
  }),
  "announcements.export": (_, { message_id: id }) => ({
    ...{ id: "exp_1", message_id: id, conversation_id: SAFETY, version: 1, commit: "c0ffee" },
    ...{ at: ago(0), until: ago(-60 * 24), position: 2_001 },
    summary: { ...COUNTS, message_id: id, conversation_id: SAFETY },
  }),
  "announcements.audience": (_, { conversation_id: id }) => ({
    ...{ conversation_id: id, rule: '"manager" in roles', version: 1, people: 23 },
  }),
  "announcements.set_audience": (_, { conversation_id: id, rule = null, confirm }) => ({
    ...{ conversation_id: id, rule, version: 2, people: confirm ?? 14 },
  }),
  "announcements.remind": (_, { message_id: id, to = "missing" }) => ({
    ...{ message_id: id, conversation_id: SAFETY, version: 1, to },
    ...{ people: 392, at: ago(0), again_at: null },
  }),
};
