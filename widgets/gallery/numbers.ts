/** Lists of words, samples and numbers of the wholesaler. */
import type {
  Branding,
  BrandingPreview,
  BrandingVersion,
  LexiconDocument,
  LexiconVersionDetail,
  ReachPerson,
  ReachReport,
  Sample,
  TrailEntry,
} from "../src/generated/wire.ts";
import { asked } from "./otherwise.ts";
import { ME, ago, newId } from "./people.ts";
import type { Answers } from "./port.ts";
import { STANDINGS, freshStandings } from "./standings.ts";

const DAY = 1_440;
const hex = (digit: string): string => digit.repeat(64);

const WORDS: LexiconDocument = {
  name: "market-abuse",
  title: "Words of market abuse",
  purpose: "supervision",
  terms: [
    { text: "guaranteed profit", severity: "high" },
    { text: "keep this between us", severity: "medium", unless: ["keep this between us girls"] },
  ],
  expressions: [],
};
const LIST: LexiconVersionDetail = {
  name: "market-abuse",
  version: 2,
  state: "draft",
  purpose: "supervision",
  language: null,
  author: "grete",
  hash: `sha256:${hex("e")}`,
  terms: 2,
  expressions: 0,
  approved_by: null,
  approved_at: null,
  created_at: ago(300),
  document: WORDS,
  base: 1,
  changes: [{ part: "term", name: "guaranteed profit", before: null, after: "high" }],
  changed: 1,
  withdrawn_reason: null,
};
/** A tenant that has set nothing. */
const under = `sha256:${"4".repeat(64)}`;
const TRAIL: TrailEntry[] = [
  {
    type: "case.decided",
    actor: "ben",
    object: `cas_${"1".repeat(32)}`,
    facts: { disposition: "violation", action: "remove", policy_hash: under },
  },
  {
    type: "report.made",
    actor: null,
    object: `rpt_${"2".repeat(32)}`,
    facts: { reason_code: "threat" },
  },
  {
    type: "grant.opened",
    actor: "chidi",
    object: `grt_${"3".repeat(32)}`,
    facts: { expires_at: "2026-12-01T10:00:00Z", policy_hash: under },
  },
].map((one, at) => ({
  position: 900 - at,
  at: new Date(Date.now() - at * 3_600_000).toISOString(),
  on_behalf_of: null,
  version: null,
  policy_hash: at === 1 ? null : under,
  leaf: String(at).repeat(64),
  ...one,
}));

export const PLAIN_BRANDING: Branding = {
  product_name: "Chat",
  logo: null,
  logo_light: null,
  logo_dark: null,
  logo_alt: "",
  help_url: null,
  light: { accent: null, on_accent: null, surface: null, text: null },
  dark: { accent: null, on_accent: null, surface: null, text: null },
  fonts: [],
  radius: 8,
  density: "comfortable",
  texts: {},
  email_footer: "",
};
const VERSIONS: readonly BrandingVersion[] = [
  {
    ...{ version: 2, author: "hana", at: ago(60), restored: null, current: true },
    branding: PLAIN_BRANDING,
    changes: [
      { member: "light.accent", before: "#0a6b4d", after: null },
      { member: "radius", before: "4", after: "8" },
    ],
  },
  {
    ...{ version: 1, author: "service:host", at: ago(3 * DAY), restored: null, current: false },
    branding: { ...PLAIN_BRANDING, radius: 4 },
    changes: [{ member: "product_name", before: "Chat", after: "Huddle" }],
  },
];
/** Of these accents the server derives the ones on dark. */
const ON_DARK: Readonly<Record<string, string>> = {
  "#4453c6": "#869dff",
  "#0a6b4d": "#66b896",
  "#ffe14d": "#bea400",
};
/** What the server derives where nothing is given. */
const DERIVED = {
  light: {
    "--onrecord-on-accent": "#ffffff",
    "--onrecord-surface": "#fdfdff",
    "--onrecord-text": "#1f2129",
  },
  dark: {
    "--onrecord-on-accent": "#000000",
    "--onrecord-surface": "#15171d",
    "--onrecord-text": "#e9ecf7",
  },
};
/** A fixture's answer: what is given, and one pair that is too close where the accent is yellow. */
function previewed({ light, radius }: Branding): BrandingPreview {
  const close = light.accent === "#ffe14d";
  const shape = { "--onrecord-radius": `${radius}px` };
  const accent = light.accent ?? "#4453c6";
  const dark = close && { "--onrecord-on-accent": "#000000" };
  const day = { ...DERIVED.light, ...dark, "--onrecord-accent": accent, ...shape };
  const on = { "--onrecord-accent": ON_DARK[accent] ?? accent };
  const pair = { scheme: "light", colour: "accent", on: "surface", minimum: 3 } as const;
  const measured = close
    ? { ...pair, ratio: 1.3, passes: false, nearest: "#a68d00" }
    : { ...pair, ratio: 6.4, passes: true, nearest: null };
  return { light: day, dark: { ...DERIVED.dark, ...on, ...shape }, pairs: [measured] };
}
let list = LIST;
const LEFT_OUT: ReachReport["totals"] = {
  ...{ people: 148, guests: 3, listed: 9, no_space: 2, no_announcement: 1 },
  ...{ unreached: 4, unacknowledged: 7, policy: 1 },
};
const NOBODY: ReachReport["totals"] = {
  ...{ people: 148, guests: 3, listed: 0, no_space: 0, no_announcement: 0 },
  ...{ unreached: 0, unacknowledged: 0, policy: 0 },
};
const REACHED: readonly ReachPerson[] = [
  {
    ...{ person_id: "farid", name: "Farid Haddad", guest: false },
    ...{ reasons: ["no_space", "no_announcement", "policy"] },
    ...{ announcements: 0, reached: 0, missing: [] },
  },
  {
    ...{ person_id: "elif", name: "Elif Yılmaz-Hohenstein", guest: true },
    ...{ reasons: ["unreached", "unacknowledged"] },
    ...{ announcements: 2, reached: 0, missing: ["msg_1"] },
  },
];

/** Forget what was changed in the page. */
export function freshLists(): void {
  list = LIST;
  freshStandings();
}

const SAMPLE: Sample = {
  id: newId("smp"),
  state: "drawn",
  trigger: "sample",
  severity: "low",
  hundredths: 500,
  population: null,
  policy_version: 2,
  policy_hash: `sha256:${hex("2")}`,
  commitment: hex("c"),
  seed: hex("5"),
  began_at: ago(8 * DAY),
  ends_at: ago(DAY),
  position: 100,
  unsampled: 3,
  drawn_at: ago(DAY),
  drawn_position: 700,
  ended_by: "time",
  eligible: 240,
  drawn: 11,
  due_at: ago(-6 * DAY),
  decided: null,
  reckoned_at: null,
};

export const NUMBERS: Answers = {
  "lexicons.list": () => ({
    data: [{ name: list.name, newest: list, in_force: null }],
    next_cursor: null,
  }),
  "lexicons.get": () => list,
  "lexicons.put": (_, { document }) =>
    (list = { ...list, version: list.version + 1, author: ME, document, state: "draft" }),
  "lexicons.approve": () => (list = { ...list, state: "in_force", approved_by: ME }),
  "lexicons.withdraw": () => (list = { ...list, state: "withdrawn" }),
  "lexicons.starts": () => ({ data: [{ name: "market-abuse", document: WORDS }] }),
  "lexicons.try": (_, { text, document }) => ({
    hits: (document?.terms ?? []).flatMap(({ text: rule }) => {
      const start = text.indexOf(rule);
      const hit = { kind: "term" as const, rule, start, end: start + rule.length };
      return start < 0 ? [] : [{ ...hit, severity: null, category: null, suggest: [], note: null }];
    }),
    too_many: false,
  }),
  "lexicons.trial": () => ({
    name: "market-abuse",
    version: 2,
    hash: list.hash,
    since: ago(30 * DAY),
    looked_at: 4_120,
    complete: true,
    flagged: 15,
    rules: [{ kind: "term", rule: "guaranteed profit", messages: 10 }],
  }),
  "samples.list": () => ({ data: [SAMPLE], next_cursor: null }),
  "samples.draw": () => ({ drawn: [], begun: [] }),
  "samples.messages": () => ({ eligible: [], drawn: [], next_cursor: null }),
  "reach.report": (_, { reason }) => ({
    since: ago(30 * DAY),
    until: ago(0),
    complete: true,
    totals: asked("empty", "reach.report") ? NOBODY : LEFT_OUT,
    announcements: [
      {
        ...{
          message_id: "msg_1",
          conversation_id: "cnv_news",
          at: ago(2 * DAY),
          acknowledge: true,
        },
        ...{ audience: 147, reached: 143, read: 142, acknowledged: 140 },
      },
      {
        ...{ message_id: "msg_2", conversation_id: "cnv_news", at: ago(9 * DAY) },
        ...{ acknowledge: false, audience: 147, reached: 147, read: 120, acknowledged: 0 },
      },
    ],
    data: REACHED.filter(({ reasons }) => !reason || reasons.includes(reason)),
    next_cursor: null,
  }),
  "record.search": (_, { area }) => ({
    data: TRAIL.filter((one) => !area || one.type.startsWith(`${area}.`)),
    next_before: null,
  }),
  "watch.days": () => ({
    data: Array.from({ length: 30 }, (_, at) => ({
      day: new Date(Date.now() - (29 - at) * 86_400_000).toISOString().slice(0, 10),
      messages: at % 7 > 4 ? 20 : 200 + 10 * ((at * 7) % 11),
      people: at % 7 > 4 ? 5 : 60,
      opened: (at * 3) % 5,
      decided: (at * 2) % 5,
      hours: (at * 2) % 5 ? ((at * 5) % 17) + 0.5 : null,
    })),
    complete: true,
  }),
  "watch.reviewers": () => ({
    since: ago(30 * DAY),
    until: ago(0),
    data: [
      {
        person_id: "elif",
        duties: ["reviewer"],
        opened: 41,
        decided: 38,
        found: 2,
        found_percent: 5,
        dispositions: {},
        triggers: {},
        reveals: 1,
        widenings: 0,
        grants: {},
        looks: 0,
        acts: 41,
        out_of_hours: 12,
        median_seconds: 340,
        odd: ["out_of_hours", "rarely_finds"],
      },
    ],
  }),
  "transparency.list": () => ({
    data: [{ quarter: "2026-Q4", since: ago(57 * DAY), until: ago(-35 * DAY), complete: false }],
  }),
  "transparency.get": () => ({
    quarter: "2026-Q4",
    since: ago(57 * DAY),
    until: ago(-35 * DAY),
    complete: false,
    counted_until: ago(4 * DAY),
    next_count_at: ago(-3 * DAY),
    triggers: [
      {
        trigger: "market-abuse",
        found: "23",
        decided: "19",
        false_positive_percent: 74,
        violation_percent: null,
        median_hours: 5,
      },
    ],
    looks: "31",
    requests: { investigation: "<5" },
    overdue: "0",
    appeals: "<5",
    appeals_upheld: "<5",
    sampled: "11",
    unsampled: "<5",
    policy_versions: [2],
  }),
  ...STANDINGS,
  "people.end_sessions": (_, { person_id }) => ({ person_id, tokens_after: ago(0) }),
  "branding.preview": (_, { branding }) => previewed(branding as Branding),
  "branding.versions": () => ({ data: [...VERSIONS], next_cursor: null }),
  "branding.restore": (_, { version }) => ({
    version: 3,
    branding: VERSIONS.find((one) => one.version === version)?.branding ?? PLAIN_BRANDING,
    light: {},
    dark: {},
  }),
  "branding.set": (_, { branding }) => ({
    version: 2,
    branding: { ...PLAIN_BRANDING, ...(branding as object) },
    light: {},
    dark: {},
  }),
  "record.proof": (_, { position }) => ({
    position,
    entry: `{"position": ${position}}`,
    proof: "proof",
    content: null,
    salt: null,
  }),
};
