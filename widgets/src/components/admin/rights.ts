/** What somebody may do in the portal: by the duties that the host gives, and what the policy says of them. Pure. */
import { moderates } from "../../core/spaces/slice.ts";
import type { Me, PolicyDocument, Space, SpaceRole } from "../../generated/wire.ts";

export type Trigger = NonNullable<PolicyDocument["triggers"]>[number];
export type Requested = Extract<Trigger, { longest?: string }>;
type Reviewer = NonNullable<PolicyDocument["reviewers"]>[number];
export type Act = Reviewer["may"][number];

const AUTHOR = "policy_author";
const AUDITOR = "auditor";
const OWNER = "tenant_owner";
/** Who approves, whatever a policy says; see the guide of the policy. */
export const APPROVERS: readonly string[] = ["compliance_officer", "privacy_officer", OWNER];
const OFFICER = "communications_officer";
/** What the host gives to who leads every space. */
const MANAGE = "spaces:manage";
const HOLDERS: readonly string[] = ["compliance_officer", "legal"];
const PRIVACY = "privacy_officer";
const BRINGER = "compliance_officer";
const BRINGS = "imports:bring";
const TEXTER = "compliance_officer";
const TEXTS = "sms:manage";
const REACHES: readonly string[] = [OFFICER, AUDITOR, ...APPROVERS];
const KINDS = new Set([
  "investigation",
  "legal_process",
  "data_subject_request",
  "continuity",
  "break_glass",
]);

/** Who could change the rules, or says that they were kept, opens and decides nothing; see `sighted` of the server. */
const BLIND: readonly string[] = [AUTHOR, AUDITOR, OWNER];

export interface Rights {
  readonly me: string;
  readonly roles: readonly string[];
  /** Writes policies and lists of words. */
  readonly writes: boolean;
  readonly approves: boolean;
  readonly audits: boolean;
  /** Looks after it that everybody is told. */
  readonly reaches: boolean;
  /** Places and releases legal holds. */
  readonly holds: boolean;
  /** Handles what people ask of what is kept about them. */
  readonly handles: boolean;
  /** Answers for privacy: sees legal holds. */
  readonly answers: boolean;
  /** Brings files of other programs under the record. */
  readonly brings: boolean;
  /** Looks after texts to people outside. */
  readonly texts: boolean;
  /** Changes the branding. */
  readonly brands: boolean;
  /** Looks after who is here: hands over when somebody leaves. */
  readonly hands: boolean;
  /** Leads every space there is. */
  readonly manages: boolean;
  /** Leads a space, or owns the tenant. */
  readonly leads: boolean;
  /** What the policy in force lets them do. */
  readonly acts: ReadonlySet<Act>;
  /** The triggers whose finds they may open. */
  readonly opens: readonly Trigger[];
}

export function rightsOf(
  { person, scopes }: Pick<Me, "person" | "scopes">,
  document: PolicyDocument | null,
  spaces: Readonly<Record<string, Space>> = {},
): Rights {
  const { roles } = person;
  const { reviewers = [], triggers = [] } = document ?? {};
  const blind = roles.some((role) => BLIND.includes(role));
  const mine = reviewers.filter(({ duty }) => roles.includes(duty));
  const may = (role: string, scope: string): boolean =>
    roles.includes(role) || scopes.includes(scope);
  return {
    me: person.id,
    roles,
    writes: roles.includes(AUTHOR),
    approves: roles.some((role) => APPROVERS.includes(role)),
    audits: roles.includes(AUDITOR),
    reaches: roles.some((role) => REACHES.includes(role)),
    holds: roles.some((role) => HOLDERS.includes(role)),
    handles: roles.some((role) => role === PRIVACY || role === BRINGER),
    answers: roles.includes(PRIVACY),
    brings: may(BRINGER, BRINGS),
    texts: may(TEXTER, TEXTS),
    brands: scopes.includes("branding:write"),
    hands: scopes.includes("people:write"),
    manages: scopes.includes(MANAGE),
    leads: roles.includes(OWNER) || Object.values(spaces).some(moderates),
    acts: new Set(mine.flatMap(({ may }) => may).filter((one) => !blind || one === "freeze")),
    opens: blind ? [] : triggers.filter(({ id }) => opens(mine, id)),
  };
}

function opens(mine: readonly Reviewer[], trigger: string): boolean {
  return mine.some(({ may, triggers = [] }) => {
    return may.includes("open") && (triggers.length === 0 || triggers.includes(trigger));
  });
}

/** As what somebody acts in a space: in all of them as an owner, or as what they are there. */
export function rankIn({ role }: Space, { manages }: Rights): SpaceRole | null {
  return manages ? "owner" : role;
}

/** The triggers that somebody may ask for. */
export function requestable({ opens }: Rights): Requested[] {
  return opens.filter(isRequested);
}

/** Whether a trigger opens what is asked for, rather than what was found. */
export function isRequested(one: Trigger): one is Requested {
  return KINDS.has(one.kind ?? "");
}

/** Whether somebody opens what was found, reported or drawn. */
export function reviews({ opens }: Rights): boolean {
  return opens.some((one) => !isRequested(one));
}

/** Whether somebody decides about requests for a trigger. */
export function decides({ approves, opens }: Rights, trigger: string): boolean {
  return approves || opens.some(({ id }) => id === trigger);
}

/** Whether somebody has any duty here at all. */
export function hasDuty(rights: Rights): boolean {
  return rights.acts.size > 0 || Object.values(rights).includes(true);
}
