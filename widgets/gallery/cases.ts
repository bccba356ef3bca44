/** Cases of the wholesaler, from a word on a list to a report of a colleague. */
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import type {
  Case,
  CaseAgainst,
  CaseMessage,
  CaseOutcome,
  CaseRequest,
  ListCases,
  OpenedCase,
} from "../src/generated/wire.ts";
import { appealOf } from "./judging.ts";
import { ME, ago, newId } from "./people.ts";
import type { Answers } from "./port.ts";

const DAY = 1_440;

const PLAIN: Case = {
  id: newId("cas"),
  state: "queued",
  version: 1,
  source: "lexicon",
  trigger: "market-abuse",
  severity: "high",
  due_at: ago(-DAY),
  overdue: false,
  protected: false,
  message: "M-7QKZ2TAB",
  conversation_id: null,
  message_id: null,
  person: "P-4QK2ZT",
  findings: 2,
  reports: 0,
  assignee: null,
  assigned_by: null,
  escalated_by: null,
  before: 5,
  after: 5,
  policy_version: 2,
  policy_hash: `sha256:${"2".repeat(64)}`,
  opened_at: ago(200),
  disposition: null,
  action: null,
  decided_by: null,
  approved_by: null,
  decided_at: null,
  appeal_until: null,
  ...{ appeal: null, message_state: "active", outcomes: [] },
  requests: [],
  may: ["open", "assign"],
};

/** What who has opened a case may do with it besides. */
const WITH_IT: Case["may"] = ["note", "widen", "reveal", "escalate", "decide"];

const STEP: CaseOutcome = {
  step: "decided",
  at: ago(90),
  by: null,
  approved_by: null,
  disposition: null,
  action: null,
  undone: null,
};

const ASKED: CaseRequest = {
  id: newId("crq"),
  kind: "reveal",
  state: "waiting",
  hash: `sha256:${"d".repeat(64)}`,
  asked_by: "elif",
  asked_at: ago(20),
  decided_by: null,
  decided_at: null,
  whom: "people",
  before: null,
  after: null,
  disposition: null,
  action: null,
  upheld: null,
  reason: "Two others said the same of this person.",
  told: null,
};

const AGAINST: CaseAgainst = {
  id: "apl_1",
  dispute: false,
  made_at: ago(30),
  due_at: ago(-5 * DAY),
  overdue: false,
  seconded: false,
};

export const CASES: readonly Case[] = [
  PLAIN,
  {
    ...PLAIN,
    id: newId("cas"),
    source: "report",
    trigger: "report",
    severity: "medium",
    due_at: ago(DAY),
    overdue: true,
    findings: 0,
    reports: 3,
    state: "opened",
    assignee: "elif",
    may: ["approve"],
    requests: [ASKED],
  },
  { ...PLAIN, id: newId("cas"), source: "sample", trigger: "sample", severity: "low", findings: 0 },
  {
    ...PLAIN,
    id: newId("cas"),
    state: "appealed",
    disposition: "violation",
    action: "remove",
    decided_by: "elif",
    decided_at: ago(90),
    appeal: AGAINST,
    message_state: "removed",
    outcomes: [
      { ...STEP, disposition: "violation", action: "remove", by: "elif" },
      { ...STEP, step: "appealed", at: ago(30) },
    ],
    may: ["open"],
  },
  { ...PLAIN, id: newId("cas"), appeal: { ...AGAINST, id: "apl_2", dispute: true } },
  {
    ...PLAIN,
    id: newId("cas"),
    state: "appealed",
    disposition: "violation",
    action: "remove",
    decided_by: "frank",
    approved_by: "dan",
    assignee: "elif",
    appeal: { ...AGAINST, id: "apl_3", seconded: true },
    requests: [{ ...ASKED, id: newId("crq"), kind: "appeal", whom: null, upheld: true }],
    may: ["open", "approve"],
  },
];

/** Cases in rarer states, for those who look at all of them. */
const RARER: readonly Case[] = [
  { ...PLAIN, id: "case-protected", protected: true, person: null, message: null, findings: 1 },
  { ...PLAIN, id: "case-held", trigger: "off-channel", message_state: "held", findings: 1 },
  {
    ...PLAIN,
    id: "case-decided",
    ...{ state: "decided", disposition: "coach", action: "none", decided_by: ME, may: [] },
    ...{ assignee: ME, decided_at: ago(40), appeal_until: ago(-14 * DAY) },
    outcomes: [{ ...STEP, disposition: "coach", action: "none", by: ME, at: ago(40) }],
  },
  {
    ...PLAIN,
    id: "case-identified",
    ...{ person: "ben", message_id: newId("msg"), conversation_id: `cnv_${"0".repeat(31)}7` },
    appeal: { ...AGAINST, id: "apl_4", dispute: true },
  },
];

const said = (
  at: number,
  author: string,
  text: string,
  more: Partial<CaseMessage> = {},
): CaseMessage => ({
  id: `M-WXYZ23${"ABCDEFGH".charAt(at)}2`,
  message_id: null,
  position: null,
  author,
  on_behalf_of: null,
  text,
  original: null,
  version: 1,
  state: "active",
  focus: false,
  spans: [],
  versions: [],
  attachments: [],
  created_at: ago(DAY - at * 3),
  edited_at: null,
  removed_at: null,
  removed_by: null,
  erased_by: null,
  ...more,
});

const WORDS: readonly CaseMessage[] = [
  said(1, "P-7HNB3A", "Is the price list for Thursday out?"),
  said(
    2,
    "P-4QK2ZT",
    "Not yet. 🙈 Keep this between us, <@P-7HNB3A>: guaranteed profit if you buy today.",
    {
      focus: true,
      spans: [
        { start: 11, end: 31, rule: "secrecy" },
        { start: 46, end: 63, rule: "promise" },
      ],
    },
  ),
  said(3, "P-7HNB3A", "I would rather not."),
];

let cases = CASES;
let notes: OpenedCase["notes"] = [];

/** Let there be those in rarer states, too. */
export function addRarer(): void {
  cases = [...CASES, ...RARER];
}

/** Forget what was decided in the page. */
export function freshCases(): void {
  cases = CASES;
  notes = [];
}

function isAsked(one: Case, { state, mine, overdue, appeals, seconds }: ListCases): boolean {
  const tests: [unknown, boolean][] = [
    [state, one.state === state],
    [mine, one.assignee === ME],
    [overdue, one.overdue],
    [appeals, one.appeal !== null],
    [seconds, one.may.includes("approve")],
  ];
  return tests.every(([wanted, is]) => !wanted || is);
}

function found(id: string): Case {
  const one = cases.find((each) => each.id === id);
  if (!one) throw new RefusalError(parseProblem(404, { detail: "It is not there." }));
  return one;
}

function changed(id: string, change: Partial<Case>): Case {
  const { version } = found(id);
  cases = cases.map((one) => (one.id === id ? { ...one, version: version + 1, ...change } : one));
  return found(id);
}

/** What is shown of a case: what a tag protects without a word, what is held as it stands. */
function shownOf({ id, protected: unread }: Case): CaseMessage[] {
  if (unread) return [];
  if (id !== "case-held") return [...WORDS];
  return WORDS.slice(0, 2).map((one) => (one.focus ? { ...one, state: "held" as const } : one));
}

const FINDINGS: OpenedCase["findings"] = ["secrecy", "promise"].map((rule) => ({
  trigger: "market-abuse",
  severity: "high",
  action: "flag",
  at: ago(200),
  lexicon: "market-abuse",
  said: null,
  lexicon_version: 3,
  rules: [rule],
}));

function opened(one: Case): OpenedCase {
  return {
    case: one,
    title: one.protected ? null : "Prices",
    space_id: one.protected ? null : `spc_${"0".repeat(32)}`,
    space: one.protected ? null : "Sales",
    messages: shownOf(one),
    people: [
      { name: "P-4QK2ZT", person_id: null },
      { name: "P-7HNB3A", person_id: null },
    ],
    findings: FINDINGS.slice(0, one.findings),
    reports: [],
    appeals: [],
    notes,
    rationale: null,
    disclosure_id: `dsc_${"0".repeat(32)}`,
  };
}

export const CASE_ANSWERS: Answers = {
  "cases.list": (_, asked) => ({
    data: cases.filter((one) => isAsked(one, asked)),
    next_cursor: null,
  }),
  "cases.get": (_, { case_id: id }) => found(id),
  "cases.open": (_, { case_id: id }) => {
    const appealed = found(id).state === "appealed";
    const may: Case["may"] = appealed ? ["decide_appeal"] : [...PLAIN.may, ...WITH_IT];
    const shown = opened(changed(id, appealed ? { may } : { state: "opened", assignee: ME, may }));
    const said = "It was a joke between friends.";
    const { appeal } = shown.case;
    const open = { state: "open" as const, said, at: ago(30) };
    return appeal ? { ...shown, appeals: [{ ...appeal, ...open }] } : shown;
  },
  "cases.decide": (_, { case_id: id, version, disposition, action, rationale }) => {
    if (version !== found(id).version)
      throw new RefusalError(parseProblem(409, { detail: "Somebody else changed this case." }));
    if (disposition === "violation" && !rationale)
      throw new RefusalError(
        parseProblem(422, {
          detail: "The policy asks for a reason.",
          errors: [{ pointer: "/rationale", detail: "The policy asks for a reason." }],
        }),
      );
    const done = { disposition, action: action ?? "none", decided_by: ME, decided_at: ago(0) };
    const outcomes = [{ ...STEP, disposition, action: done.action, by: ME, at: ago(0) }];
    return changed(id, { ...done, outcomes, state: "closed", may: [] });
  },
  "cases.note": (_, { case_id: id, text }) => {
    notes = [...notes, { by: ME, at: ago(0), text }];
    return changed(id, {});
  },
  "cases.assign": (_, { case_id: id, person_id: assignee }) =>
    changed(id, { assignee: assignee ?? null, state: "queued", may: PLAIN.may }),
  "cases.escalate": (_, { case_id: id }) =>
    changed(id, { state: "escalated", assignee: null, may: [] }),
  "cases.widen": (_, { case_id: id, before, after }) => changed(id, { before, after }),
  "cases.request_reveal": (_, { case_id: id }) => changed(id, {}),
  "cases.approve": (_, { case_id: id }) => changed(id, { requests: [] }),
  "cases.deny": (_, { case_id: id }) => changed(id, { requests: [] }),
  "appeals.decide": () => {
    const [, , , appealed] = cases;
    if (!appealed || appealed.state === "closed")
      throw new RefusalError(parseProblem(409, { detail: "It was decided already." }));
    const end: CaseOutcome = { ...STEP, step: "upheld", undone: true, by: ME, at: ago(0) };
    const outcomes = [...appealed.outcomes, end];
    const done = { outcomes, message_state: "active", appeal: null } as const;
    changed(appealed.id, { ...done, state: "closed", may: [] });
    return appealOf({ state: "upheld", dispute: false });
  },
  "cases.history": () => ({
    next_cursor: null,
    data: [
      {
        position: 310,
        at: ago(200),
        by: "service:oversight",
        type: "case.queued",
        said: "It was found by a list of words.",
        policy_hash: null,
      },
      {
        position: 355,
        at: ago(10),
        by: ME,
        type: "case.opened",
        said: "It was opened.",
        policy_hash: null,
      },
    ],
  }),
};
