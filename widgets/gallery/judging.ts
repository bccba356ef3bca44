/** Messages that a rule found something in, and what oversight did about them. */
import type { Appeal, Message, Notice, Notices, Report } from "../src/generated/wire.ts";
import { ME, ago, newId, say } from "./people.ts";
import type { Answers } from "./port.ts";

const SAID = "Offers that name a competitor wait for a second look.";
const RULE = { rule: "competitors", policy_version: 2 };

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

export function notice(kind: Notice["kind"], more: Partial<Notice> = {}): Notice {
  return {
    id: newId("ntc"),
    kind,
    at: ago(60),
    read_at: null,
    ...RULE,
    ...{
      message_id: null,
      conversation_id: null,
      acted: null,
      told: null,
      text: null,
      appeal_until: null,
      past: false,
    },
    ...{ case_id: null, needs: null, about: null, position: 7 },
    ...more,
  };
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

export function appealOf(more: Partial<Appeal> = {}): Appeal {
  return {
    id: newId("apl"),
    ...{ state: "open", dispute: true, message_id: null, case_id: null, notice_id: null },
    ...RULE,
    ...{ said: "It names our own brand.", answer: null, overdue: false, decided_at: null },
    ...{ made_at: ago(30), due_at: ago(-7_000) },
    ...more,
  };
}

const SOON = new Date(Date.now() + 9 * 86_400_000).toISOString();

/** What somebody finds who comes back after a while. */
export const NEWS: Notices = {
  data: [
    notice("remove", { told: "It named a customer.", appeal_until: SOON }),
    notice("held", { read_at: ago(20) }),
    notice("report_decided", { acted: true, read_at: ago(20), rule: "reports" }),
  ],
  unread: 1,
  next_cursor: null,
};
export const REPORTS = {
  data: [report(), report({ person_id: "ben", state: "decided", acted: false, said: null })],
  next_cursor: null,
};
export const APPEALS = { data: [appealOf()], next_cursor: null };

const EMPTY = { data: [], next_cursor: null };

const QUARTERS = [
  { quarter: "2026-Q4", since: ago(90_000), until: ago(-40_000), complete: false },
  { quarter: "2026-Q3", since: ago(220_000), until: ago(90_000), complete: true },
];

export const ANSWERS: Answers = {
  "me.freeze": ({ state }) => ({ freeze: state.freeze }),
  "transparency.list": () => ({ data: QUARTERS }),
  "transparency.get": (_, { quarter }) => ({
    ...{ since: ago(220_000), until: ago(90_000), complete: quarter === "2026-Q3", quarter },
    counted_until: ago(90_000),
    next_count_at: quarter === "2026-Q3" ? null : ago(-5_000),
    triggers: [
      {
        ...{ trigger: "competitors", found: "48", decided: "47" },
        ...{ false_positive_percent: 62, violation_percent: 9, median_hours: 5 },
      },
      {
        ...{ trigger: "reports", found: "<5", decided: "<5" },
        ...{ false_positive_percent: null, violation_percent: null, median_hours: null },
      },
    ],
    ...{ looks: "31", requests: {}, overdue: "<5", appeals: "8", appeals_upheld: "<5" },
    ...{ sampled: "120", unsampled: "0", policy_versions: [1, 2] },
  }),
  "notices.list": ({ state }) => state.notices ?? { ...EMPTY, unread: 0 },
  "notices.read": ({ state }, { notice_id: id }) => {
    const known = state.notices?.data.find((one) => one.id === id);
    return { ...notice("held"), ...known, read_at: ago(0) };
  },
  "reports.list": ({ state }) => state.reports ?? EMPTY,
  "reports.make": (_, { reason_code, ...said }) =>
    report({ reason_code, said: said.said ?? null, person_id: said.person_id ?? null }),
  "appeals.list": ({ state }) => state.appeals ?? EMPTY,
  "appeals.make": (held, { message_id, said }) => {
    const made = appealOf({ message_id: message_id ?? null, said, made_at: ago(0) });
    held.change((s) => ({ ...s, appeals: { ...EMPTY, data: [made] } }));
    return made;
  },
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
