/** What the portal shows of a wholesaler whose policy lets an investigator ask. */
import { TEMPLATES, TEMPLATE_KINDS, templateOf } from "./templates.ts";
import type {
  NoticeTemplate,
  Grant,
  GrantedMessage,
  Me,
  PolicyCheck,
  PolicyDocument,
  PolicyVersionDetail,
  SearchHit,
} from "../src/generated/wire.ts";
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import { ME, PEOPLE, ago, newId } from "./people.ts";
import { FOUND } from "./places.ts";
import type { Answers } from "./port.ts";
import { readSource, sourced } from "./source.ts";
import { GOES, RULED, going, tried } from "./trial.ts";

const DAY = 1_440;
export const sha = (digit: string): string => `sha256:${digit.repeat(64)}`;

export const DOCUMENT: PolicyDocument = {
  jurisdictions: [],
  expectation: { privacy: "limited", personal_use: "tolerated", personal_devices: "work_profile" },
  triggers: [
    { id: "report", kind: "user_report", severity: "medium", due: "P5D" },
    { id: "investigation", kind: "investigation", approvals: 1, longest: "P30D" },
    { id: "legal", kind: "legal_process", approvals: 1, longest: "P90D" },
    { id: "emergency", kind: "break_glass", longest: "PT1H", review_due: "P2D" },
  ],
  reviewers: [
    { duty: "reviewer", may: ["open", "dispose", "notify", "escalate"], triggers: ["report"] },
    {
      duty: "investigator",
      may: ["open", "dispose", "notify", "reveal_identity", "remove", "freeze", "export"],
      two_person: ["reveal_identity"],
    },
  ],
  notices: [{ to: "subject", of: ["look"], longest_delay: "P90D", delay_approvals: 2 }],
  texts: { en: { title: "How messages are looked at", summary: "What you write here is kept." } },
};

export const IN_FORCE: PolicyVersionDetail = {
  version: 2,
  state: "in_force",
  author: "grete",
  hash: sha("2"),
  title: "How messages are looked at",
  base: 1,
  material: true,
  needs: 2,
  effective_from: ago(20 * DAY),
  approvals: [
    { person_id: "dana", at: ago(21 * DAY) },
    { person_id: "hana", at: ago(20 * DAY) },
  ],
  approvals_needed: 2,
  created_at: ago(22 * DAY),
  document: { ...DOCUMENT, profiles: ["broker_dealer", "gdpr_employer"] },
  source: null,
  changes: [{ pointer: "/process/context", before: 3, after: 5, effect: "wider" }],
  withdrawn_reason: null,
};

/** The first one, which the one in force follows. */
const EARLIER = { ...IN_FORCE, version: 1, document: { ...DOCUMENT, process: { context: 3 } } };

/** One that lets more be seen, and waits for its second approval. */
export const PROPOSED: PolicyVersionDetail = {
  ...IN_FORCE,
  version: 3,
  state: "proposed",
  hash: sha("3"),
  base: 2,
  effective_from: null,
  approvals: [{ person_id: "dana", at: ago(50) }],
  created_at: ago(DAY),
  document: { ...DOCUMENT, process: { context: 20 }, retention: GOES },
  changes: [
    { pointer: "/process/context", before: 5, after: 20, effect: "wider" },
    { pointer: "/triggers/legal/longest", before: "P180D", after: "P90D", effect: "narrower" },
  ],
};
const DRAFT: PolicyVersionDetail = {
  ...PROPOSED,
  version: 4,
  state: "draft",
  author: ME,
  approvals: [],
};
const WAITING = { state: "waiting", effective_from: ago(-DAY) } as const;
let templates: readonly NoticeTemplate[] = TEMPLATES;
let versions: readonly PolicyVersionDetail[] = [DRAFT, PROPOSED, IN_FORCE];

function version(number: number, change: Partial<PolicyVersionDetail> = {}): PolicyVersionDetail {
  versions = versions.map((one) => (one.version === number ? { ...one, ...change } : one));
  return versions.find((one) => one.version === number) ?? EARLIER;
}

/** What the server would make of a document: a few sentences, and one fault that is easy to make. */
function checked(document: PolicyDocument): PolicyCheck {
  const context = document.process?.context ?? 5;
  const unknown = (document.reviewers ?? []).findIndex(({ triggers = [] }) =>
    triggers.includes("x"),
  );
  const at = `/reviewers/${unknown}/triggers`;
  return {
    faults: unknown < 0 ? [] : [{ pointer: at, detail: "There is no trigger x." }],
    waits_for: [],
    hash: sha("4"),
    material: context > 5,
    changes: context > 5 ? PROPOSED.changes.slice(0, 1) : [],
    reading: {
      locale: "en",
      title: "",
      summary: "",
      ...document.texts["en"],
      more: "",
      sections: [
        {
          title: "What you can see and do",
          lines: [
            `With a message, at most ${context} before and after it are shown.`,
            "You may dispute a decision.",
          ],
        },
      ],
    },
  };
}

/** One person of the gallery, with duties. */
export function meAs(roles: string[], scopes: string[] = []): Me {
  return {
    tenant: "acme",
    person: { ...(PEOPLE[ME] as Me["person"]), roles },
    scopes,
    epoch: "e1",
    position: 900,
    limits: { text_code_points: 20_000, members_a_call: 500 },
  };
}

const PLAIN: Grant = {
  id: newId("grt"),
  state: "requested",
  trigger: "investigation",
  kind: "investigation",
  scope: {
    people: ["ben", "chidi"],
    conversations: [`cnv_${"0".repeat(31)}7`],
    since: ago(60 * DAY),
    until: null,
  },
  scope_hash: sha("a"),
  places: [
    {
      id: `cnv_${"0".repeat(31)}7`,
      kind: "group",
      title: null,
      space: null,
      member_count: 3,
    },
  ],
  requester: "elif",
  duty: "investigator",
  reason: "A customer claims that order 1042 was promised for Monday in writing.",
  lasts: "P7D",
  policy_version: 2,
  policy_hash: sha("2"),
  document_hash: null,
  approvals: [],
  approvals_needed: 1,
  requested_at: ago(90),
  opened_at: null,
  expires_at: null,
  deferred_until: null,
  ended_by: null,
  ended_reason: null,
  review_due: null,
  reviewed_by: null,
  review: null,
};

export const GRANTS: readonly Grant[] = [
  PLAIN,
  {
    ...PLAIN,
    id: newId("grt"),
    trigger: "legal",
    kind: "legal_process",
    requester: ME,
    reason: "Court order 12 O 345/26: messages about the claim of the carrier.",
    document_hash: "b".repeat(64),
    approvals_needed: 2,
    approvals: [{ person_id: "dana", at: ago(30) }],
    deferred_until: ago(-40 * DAY),
    requested_at: ago(600),
  },
  {
    ...PLAIN,
    id: newId("grt"),
    state: "open",
    requester: ME,
    reason: "The handling of a complaint about tone in the warehouse.",
    approvals: [{ person_id: "dana", at: ago(300) }],
    requested_at: ago(2 * DAY),
    opened_at: ago(300),
    expires_at: ago(-5 * DAY),
  },
  {
    ...PLAIN,
    id: newId("grt"),
    state: "expired",
    trigger: "emergency",
    kind: "break_glass",
    requester: "farid",
    reason: "A threat against a colleague at the gate; the police ask.",
    lasts: "PT1H",
    approvals_needed: 0,
    requested_at: ago(DAY),
    opened_at: ago(DAY),
    expires_at: ago(DAY - 60),
    review_due: ago(-DAY),
  },
];

/** What the server says of a request for everything. */
const UNNAMED = "Name the people or the conversations: nobody looks at everything.";

const TALK: readonly (readonly [string, string])[] = [
  ["ben", "The pallet for **1042** is still at dock two."],
  ["chidi", "Then promise nothing for Monday, please."],
  ["ben", "I told them Monday already. In writing."],
];

function granted(): GrantedMessage[] {
  return TALK.map(([author, text], at) => ({
    id: newId("msg"),
    conversation_id: `cnv_${"0".repeat(31)}7`,
    position: 400 + at,
    author,
    on_behalf_of: null,
    text,
    version: at === 2 ? 2 : 1,
    state: "active" as const,
    thread_id: null,
    versions: at === 2 ? [{ version: 1, at: ago(3 * DAY - 8), text: "I told them Monday." }] : [],
    attachments: [],
    created_at: ago(3 * DAY - at * 4),
    said_at: null,
    edited_at: null,
    edited_later: at === 2,
    removed_at: null,
    removed_by: null,
  })).reverse();
}

/** What is found of the conversation of a grant, its words in pieces. */
function hits(query: string): SearchHit[] {
  return granted()
    .filter((one) => (one.text ?? "").toLowerCase().includes(query.toLowerCase()))
    .map(({ id, conversation_id, position, author, created_at, text }) => {
      const at = (text ?? "").toLowerCase().indexOf(query.toLowerCase());
      const cut = [0, at, at + query.length, (text ?? "").length];
      const excerpt = [0, 1, 2].map((piece) => ({
        text: (text ?? "").slice(cut[piece], cut[piece + 1]),
        hit: piece === 1,
      }));
      const rest = { edited: false, thread_id: null, in_channel: true, attachments: [] };
      return { message_id: id, conversation_id, position, author, created_at, excerpt, ...rest };
    });
}

let grants = GRANTS;

/** Forget what was decided in the page. */
export function fresh(): void {
  versions = [DRAFT, PROPOSED, IN_FORCE];
  templates = TEMPLATES;
  grants = GRANTS;
}

function decided(id: string, change: Partial<Grant>): Grant {
  grants = grants.map((one) => (one.id === id ? { ...one, ...change } : one));
  return found(id);
}

function found(id: string): Grant {
  const one = grants.find((grant) => grant.id === id);
  if (!one) throw new RefusalError(parseProblem(404, { detail: "It is not there." }));
  return one;
}

export const PORTAL: Answers = {
  "policies.get": (_, { version: number }) => version(number),
  "policies.list": () => ({ data: [...versions], next_cursor: null }),
  "compliance.get": () => RULED,
  "policies.check": (_, { document }) => checked(document),
  "policies.read": (_, { text }) => readSource(text, checked),
  "policies.write": (_, { document }) => sourced(document, checked),
  "policies.starts": () => ({ data: [{ name: "general", document: DOCUMENT }] }),
  "policies.draft": (_, { document }) => {
    const made: PolicyVersionDetail = { ...DRAFT, version: 5, document };
    return (versions = [made, ...versions])[0] ?? made;
  },
  "policies.revise": (_, { version: number, document }) => version(number, { document }),
  "policies.propose": (_, { version: number }) => version(number, { state: "proposed" }),
  "policies.approve": (_, { version: number }) => {
    const approvals = [...version(number).approvals, { person_id: ME, at: ago(0) }];
    return version(number, { ...WAITING, approvals });
  },
  "templates.list": () => ({ data: [...templates], kinds: TEMPLATE_KINDS }),
  "templates.put": (_, asked) => {
    const made = templateOf(asked);
    const others = templates.filter((one) => one.kind !== made.kind || one.locale !== made.locale);
    templates = made.text ? [...others, made] : others;
    return made;
  },
  "retention.try": (_, { version: number }) => going(number),
  "policies.trial": (_, { version: number }) => tried(number),
  "policies.withdraw": (_, { version: number, reason }) =>
    version(number, { state: "withdrawn", withdrawn_reason: reason ?? "" }),
  "grants.list": (_, { state }) => ({
    data: grants.filter((one) => !state || one.state === state),
    next_cursor: null,
  }),
  "grants.find": (_, { query, subject }) => ({
    data: subject
      ? FOUND.slice(0, subject === "order:1042" ? 1 : 0).map((one) => ({ ...one, subject }))
      : FOUND.filter((one) => !query || one.title?.toLowerCase().includes(query.toLowerCase())),
    more: false,
  }),
  "grants.get": (_, { grant_id: id }) => found(id),
  "grants.request": (_, asked) => {
    if (asked.reason.length < 10)
      throw new RefusalError(
        parseProblem(422, {
          detail: "The request is not valid.",
          errors: [{ pointer: "/reason", detail: "Say it in 10 characters at least." }],
        }),
      );
    const { people = [], conversations = [] } = asked.scope;
    if (people.length + conversations.length === 0)
      throw new RefusalError(parseProblem(403, { detail: UNNAMED }));
    const made: Grant = { ...PLAIN, ...asked, id: newId("grt"), requester: ME } as Grant;
    grants = [made, ...grants];
    return made;
  },
  "grants.approve": (_, { grant_id: id }) => {
    const approvals = [...found(id).approvals, { person_id: ME, at: ago(0) }];
    return decided(id, { state: "open", approvals, expires_at: ago(-7 * DAY) });
  },
  "grants.deny": (_, { grant_id: id, reason }) =>
    decided(id, { state: "denied", ended_by: ME, ended_reason: reason }),
  "grants.close": (_, { grant_id: id, reason }) =>
    decided(id, { state: "closed", ended_by: ME, ended_reason: reason }),
  "grants.review": (_, { grant_id: id, finding }) =>
    decided(id, { reviewed_by: ME, review: finding }),
  "grants.conversations": () => ({
    data: [
      { id: `cnv_${"0".repeat(31)}7`, kind: "group", messages: 3, last_at: ago(3 * DAY) },
      { id: `cnv_${"0".repeat(31)}8`, kind: "direct", messages: 41, last_at: ago(9 * DAY) },
    ],
    withheld: 1,
  }),
  "grants.search": (_, { query }) => ({
    data: hits(String(query)),
    searched: 44,
    conversations: 2,
    searched_to: ago(9 * DAY),
    next_before: null,
  }),
  "grants.messages": () => ({
    title: "Order 1042",
    members: ["ben", "chidi", "elif"],
    data: granted(),
    withheld: 0,
    next_before: null,
    disclosure_id: `dsc_${"0".repeat(32)}`,
  }),
};
