/** What the wholesaler keeps for a claim, and for one that nobody is to know of. */
import type { Hold, HoldCustodian, HoldNotice } from "../src/generated/wire.ts";
import { ME, ago } from "./people.ts";
import type { Answers } from "./port.ts";
import { sha } from "./portal.ts";

const DAY = 1_440;
const id = (digit: string): string => `hld_${digit.padStart(32, "0")}`;

function custodian(person_id: string, more: Partial<HoldCustodian>): HoldCustodian {
  return {
    person_id,
    revision: 1,
    told_at: ago(10 * DAY),
    due_at: ago(3 * DAY),
    acknowledged_at: null,
    reminders: 0,
    reminded_at: null,
    lifted_at: null,
    overdue: false,
    left: false,
    ...more,
  };
}

const CLAIM: Hold = {
  id: id("1"),
  state: "open",
  name: "Brightwell v. Fairlight",
  reason: "A claim of a customer about order 1042",
  notice: "Keep letters and notes about order 1042, too.",
  silent: false,
  scope: {
    persons: ["hana", "chidi"],
    conversations: [],
    spaces: [],
    words: ["order 1042", "Brightwell"],
    since: ago(60 * DAY),
    until: null,
  },
  scope_hash: sha("5"),
  revision: 1,
  widened_reason: null,
  requester: "dana",
  requested_at: ago(10 * DAY),
  opened_at: ago(10 * DAY),
  approved_by: null,
  release_asked_by: null,
  release_reason: null,
  refusal_reason: null,
  ended_by: null,
  ended_at: null,
  custodians: [
    custodian("hana", { acknowledged_at: ago(9 * DAY) }),
    custodian("chidi", { overdue: true, reminders: 2, reminded_at: ago(3 * DAY) }),
  ],
};
const SILENT: Hold = {
  ...CLAIM,
  id: id("2"),
  state: "requested",
  name: "Prices of March",
  notice: null,
  silent: true,
  scope_hash: sha("6"),
  opened_at: null,
  custodians: [],
};
const now = new Map([CLAIM, SILENT].map((one) => [one.id, one]));
const NOTICE: HoldNotice = {
  hold_id: id("1"),
  name: CLAIM.name,
  notice: CLAIM.notice,
  revision: 1,
  since: ago(60 * DAY),
  until: null,
  told_at: ago(2 * DAY),
  due_at: ago(-5 * DAY),
  acknowledged_at: null,
  reminders: 0,
  lifted_at: null,
  overdue: false,
};
let notice: HoldNotice | null = null;

/** Begin again with what is there at first. */
export function freshHolds(): void {
  for (const one of [CLAIM, SILENT]) now.set(one.id, one);
  notice = null;
}

/** Let the reader be asked to keep something. */
export function askToKeep(): HoldNotice {
  notice = NOTICE;
  return notice;
}

function moved(hold_id: string, more: Partial<Hold>): Hold {
  const one = { ...(now.get(hold_id) ?? CLAIM), ...more };
  now.set(hold_id, one);
  return one;
}

export const ANSWERS: Answers = {
  "holds.list": (_, { state }) => ({
    data: [...now.values()].filter((one) => !state || one.state === state),
    next_cursor: null,
  }),
  "holds.get": (_, { hold_id }) => now.get(hold_id) ?? CLAIM,
  "holds.create": (_, { name, scope, silent = false, reason }) =>
    moved(id("3"), {
      ...{ id: id("3"), name, scope, silent, reason, requester: ME },
      state: silent ? "requested" : "open",
      custodians: silent ? [] : (scope.persons ?? []).map((one) => custodian(one, {})),
    }),
  "holds.preview": (_, { scope }) => ({
    ...{ conversations: 3, messages: 1_204, removed: 7, files: 31, people: 4 },
    kept_back: 1,
    at_most: (scope.words ?? []).length > 0,
  }),
  "holds.widen": (_, { hold_id, scope, reason, revision }) =>
    moved(hold_id, { scope, widened_reason: reason, revision: revision + 1 }),
  "holds.approve": (_, { hold_id }) => moved(hold_id, { state: "open", approved_by: ME }),
  "holds.refuse": (_, { hold_id, reason }) => {
    const asked = now.get(hold_id)?.state === "requested";
    return moved(hold_id, { state: asked ? "refused" : "open", refusal_reason: reason });
  },
  "holds.ask_release": (_, { hold_id, reason }) =>
    moved(hold_id, { state: "releasing", release_asked_by: ME, release_reason: reason }),
  "holds.release": (_, { hold_id }) => moved(hold_id, { state: "released", ended_by: ME }),
  "holds.notices": () => ({ data: notice ? [notice] : [] }),
  "holds.acknowledge": () => (notice = { ...NOTICE, acknowledged_at: ago(0) }),
};
