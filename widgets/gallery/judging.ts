/** Messages that a rule found something in, and what oversight did about them. */
import type { Message, Report } from "../src/generated/wire.ts";
import { ME, ago, newId, say } from "./people.ts";
import type { Answers } from "./port.ts";

const SAID = "Offers that name a competitor wait for a second look.";

type Kept = "held" | "blocked" | "rejected";

/** A message of one's own that was kept back. */
export function keptBack(conversation: string, state: Kept, text: string, minutes = 3): Message {
  const action = state === "blocked" ? "block" : "hold";
  const judged = { trigger: "competitors", kind: "lexicon", action, said: SAID } as const;
  return say(conversation, ME, minutes, text, {
    state,
    judged: { ...judged, at: ago(minutes) },
  });
}

/** A message of one's own of which parts are covered. */
export function masked(conversation: string, minutes = 2): Message {
  const said = "Numbers of cards are covered.";
  const judged = { trigger: "cards", kind: "detector", action: "mask", said } as const;
  return say(conversation, ME, minutes, "The card is ▮▮▮▮ ▮▮▮▮, thank you.", {
    judged: { ...judged, at: ago(minutes) },
  });
}

export function report(more: Partial<Report> = {}): Report {
  return {
    id: newId("rpt"),
    ...{ message_id: newId("msg"), conversation_id: null, person_id: null },
    reason_code: "harassment",
    said: "It goes on and on.",
    ...{ state: "open", acted: null, made_at: ago(90), decided_at: null, position: 8 },
    ...more,
  };
}

const EMPTY = { data: [], next_cursor: null };

export const ANSWERS: Answers = {
  "reports.list": ({ state }) => state.reports ?? EMPTY,
  "reports.make": (_, { reason_code, ...said }) =>
    report({ reason_code, said: said.said ?? null, person_id: said.person_id ?? null }),
  "held.list": ({ state }, { conversation_id: id }) => ({
    data: [...(state.conversations[id]?.held ?? [])],
    next_cursor: null,
  }),
  "held.withdraw": ({ state }, { message_id: id }) => {
    const all = Object.values(state.conversations).flatMap(({ held }) => held);
    const known = all.find((one) => one.id === id);
    return { ...(known ?? keptBack("", "held", "")), state: "withdrawn" };
  },
};
