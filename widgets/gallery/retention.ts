/** What rules of retention ask at the wholesaler, and past runs. */
import type { RetentionAsk, RetentionRun } from "../src/generated/wire.ts";
import { ME, ago } from "./people.ts";
import type { Answers } from "./port.ts";
import { sha } from "./portal.ts";

const DAY = 1_440;
const id = (digit: string): string => `ask_${digit.padStart(32, "0")}`;

const PLAIN: RetentionAsk = {
  id: id("1"),
  state: "open",
  rule: "chatter",
  policy_version: 3,
  maximum: "P3Y",
  basis: "Data economy",
  space_id: null,
  messages: 4_212,
  held: 37,
  first_at: "2022-01-03T08:12:00Z",
  last_at: "2022-12-30T16:40:00Z",
  upto: 48_112,
  counted_at: ago(DAY),
  hash: sha("5"),
  answered_by: null,
  answered_at: null,
  reason: null,
  until: null,
  approved_by: null,
  refused_by: null,
  refusal: null,
  erased: 0,
  still_held: 0,
  kept: 0,
  ended_at: null,
  position: null,
  checkpoint: null,
};
const PROPOSED: Partial<RetentionAsk> = {
  state: "proposed",
  answered_by: "dana",
  answered_at: ago(60),
  reason: "The contracts of that year are closed, and nobody has asked for them since.",
};
const SEEDS: readonly RetentionAsk[] = [
  PLAIN,
  { ...PLAIN, ...PROPOSED, id: id("2"), space_id: `spc_${"a".repeat(32)}`, held: 0 },
  {
    ...{ ...PLAIN, ...PROPOSED, id: id("3"), state: "approved", approved_by: "grete" },
    ...{ erased: 1_650, still_held: 12 },
  },
  {
    ...{ ...PLAIN, ...PROPOSED, id: id("4"), state: "done", approved_by: "grete" },
    ...{ first_at: "2021-02-01T08:00:00Z", last_at: "2021-12-22T12:00:00Z", messages: 980 },
    ...{ erased: 975, still_held: 37, kept: 5, position: 49_001, checkpoint: 49_100 },
    ended_at: ago(2 * DAY),
  },
  {
    ...{ ...PLAIN, id: id("5"), state: "kept", answered_by: ME, answered_at: ago(9 * DAY) },
    ...{ reason: "An audit of that year goes on until summer.", until: "2031-07-01T00:00:00Z" },
  },
];
const RUNS: readonly RetentionRun[] = [
  {
    id: `run_${"2".padStart(32, "0")}`,
    policy_version: 3,
    state: "running",
    rules: [{ rule: "chatter", erased: 0, ask: 4_212, held: 37, kept: 0 }],
    first_position: null,
    last_position: null,
    begun_at: ago(30),
    ended_at: null,
    position: null,
    checkpoint: null,
  },
  {
    id: `run_${"1".padStart(32, "0")}`,
    policy_version: 2,
    state: "done",
    rules: [
      { rule: "chatter", erased: 0, ask: 4_105, held: 37, kept: 0 },
      { rule: "visitors", erased: 318, ask: 0, held: 4, kept: 21 },
    ],
    first_position: 112,
    last_position: 9_870,
    begun_at: ago(DAY),
    ended_at: ago(DAY - 20),
    position: 47_200,
    checkpoint: 47_300,
  },
];
const now = new Map<string, RetentionAsk>();

/** Begin again with what is asked at first. */
export function freshAsks(): void {
  now.clear();
  for (const one of SEEDS) now.set(one.id, one);
}

freshAsks();

function moved(ask_id: string, more: Partial<RetentionAsk>): RetentionAsk {
  const one = { ...(now.get(ask_id) ?? PLAIN), ...more };
  now.set(ask_id, one);
  return one;
}

export const ANSWERS: Answers = {
  "retention_asks.list": (_, { state = null }) => ({
    data: [...now.values()].filter((one) => state === null || one.state === state),
    next_cursor: null,
  }),
  "retention_asks.get": (_, { ask_id }) => now.get(ask_id) ?? PLAIN,
  "retention_asks.answer": (_, { ask_id, answer, reason, until = null }) =>
    moved(ask_id, {
      ...{ state: answer === "erase" ? "proposed" : "kept", answered_by: ME },
      ...{ answered_at: ago(0), reason, until },
    }),
  "retention_asks.approve": (_, { ask_id }) =>
    moved(ask_id, { state: "approved", approved_by: ME }),
  "retention_asks.reopen": (_, { ask_id, reason }) =>
    moved(ask_id, {
      ...{ state: "open", answered_by: null, answered_at: null, reason: null, until: null },
      ...{ refused_by: ME, refusal: reason },
    }),
  "retention.runs": () => ({ data: [...RUNS], next_cursor: null }),
};
