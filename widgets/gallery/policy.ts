/** A policy, its versions, and what somebody's word makes of it. */
import type {
  Disclosures,
  Impersonation,
  Page,
  PolicyReading,
  PolicyVersion,
  PolicyView,
} from "../src/generated/wire.ts";
import { ago } from "./people.ts";
import type { Answers } from "./port.ts";

const DAY = 1_440;

const EXPECT = [
  "Everything written here is on the record.",
  "What you write is read by those in the conversation, and by nobody else but as said below.",
];
const BEFORE = "With a message, at most 5 before and after it are shown.";
const AFTER = "With a message, at most 20 before and after it are shown.";

function reading(context: string): PolicyReading {
  return {
    locale: "en",
    title: "How messages are looked at",
    summary:
      "What you write here is kept. Nobody but those in a conversation reads it, unless somebody reports a message, or an investigation, a court, a handover or an emergency asks for it.",
    more: "Agreed with the works council.\nQuestions: privacy@example.com",
    sections: [
      { title: "What you can expect", lines: EXPECT },
      { title: "What you can see and do", lines: [context, "You may dispute a decision."] },
    ],
  };
}

function view(version: number, days: number, more: Partial<PolicyView>): PolicyView {
  return {
    version,
    hash: `sha256:${"0".repeat(63)}${version}`,
    effective_from: ago(days * DAY),
    reading: reading(version > 1 ? AFTER : BEFORE),
    must_acknowledge: false,
    acknowledged: null,
    added: [],
    removed: [],
    coming: null,
    coming_from: null,
    ...more,
  };
}

function word(version: number, minutes: number): PolicyView["acknowledged"] {
  const hash = `sha256:${"0".repeat(63)}${version}`;
  return { version, hash, locale: "en", at: ago(minutes), position: 7, on_behalf_of: null };
}

/** Where the tenant has none. */
export const NO_POLICY_YET: PolicyView = {
  ...view(0, 0, {}),
  ...{ version: null, hash: null, effective_from: null, reading: null },
};
/** The first one, which nobody has read yet. */
export const FIRST = view(1, 40, { must_acknowledge: true });
/** One that lets more be seen than the one that was acknowledged; another follows. */
export const WIDER = view(2, 0, {
  must_acknowledge: true,
  acknowledged: word(1, 30 * DAY),
  added: [AFTER],
  removed: [BEFORE],
  coming: 3,
  coming_from: ago(-20 * DAY),
});
const COMING = view(3, -20, { reading: reading("At most 30 are shown.") });

const line = (version: number, state: PolicyVersion["state"], days: number): PolicyVersion => ({
  version,
  state,
  author: "dana",
  hash: `sha256:${"0".repeat(63)}${version}`,
  title: "How messages are looked at",
  base: version > 1 ? version - 1 : null,
  material: true,
  needs: version,
  effective_from: ago(days * DAY),
  approvals: [],
  approvals_needed: 2,
  created_at: ago(41 * DAY),
});

/** Two looks, and one that is kept back. */
const UNUSED: Page<Impersonation> = { data: [], next_cursor: null };
export const USES: Page<Impersonation> = {
  data: [
    { service: "service:orders", at: ago(120), position: 90 },
    { service: "service:payroll", at: ago(9 * DAY), position: 31 },
  ],
  next_cursor: null,
};

export const LOOKS: Disclosures = {
  data: [
    {
      id: `dsc_${"2".repeat(32)}`,
      at: ago(3 * DAY),
      look: "search",
      kept_back: false,
      kind: "investigation",
      trigger: "investigation",
      duty: "compliance_officer",
      conversation_id: `cnv_${"0".repeat(32)}`,
      messages: 12,
      policy_version: 2,
      position: 40,
    },
    {
      id: `dsc_${"1".repeat(32)}`,
      at: ago(20 * DAY),
      look: "read",
      kept_back: false,
      kind: "break_glass",
      trigger: "emergency",
      duty: "investigator",
      conversation_id: `cnv_${"0".repeat(32)}`,
      messages: 1,
      policy_version: 1,
      position: 30,
    },
  ],
  looks: 2,
  deferred: [{ until: ago(-30 * DAY), looks: 1 }],
  next_cursor: null,
};
/** Where nobody looked. */
export const UNSEEN: Disclosures = { data: [], looks: 0, deferred: [], next_cursor: null };

export const POLICY: Answers = {
  "disclosures.list": ({ state }) => state.looks ?? UNSEEN,
  "me.end_sessions": ({ state }) => ({
    person_id: state.me?.person.id ?? "",
    tokens_after: ago(0),
  }),
  "impersonations.list": ({ state }) => state.uses ?? UNUSED,
  "policy.get": ({ state }, { version }) =>
    ({ 1: FIRST, 3: COMING })[version ?? 0] ?? state.policy ?? NO_POLICY_YET,
  "policy.acknowledge": ({ state }, { version }) => ({
    ...(state.policy ?? NO_POLICY_YET),
    ...{ must_acknowledge: false, added: [], removed: [], acknowledged: word(version, 0) },
  }),
  "policies.list": () => ({
    data: [
      line(4, "proposed", 0),
      line(3, "waiting", -20),
      line(2, "in_force", 0),
      line(1, "superseded", 40),
    ],
    next_cursor: null,
  }),
};
