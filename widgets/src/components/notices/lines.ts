/** What oversight did, what one reported and what one disputed, as lines to read. Pure. */
import type { Speech, TextKey } from "../../base/speech.ts";
import { conversationTitle, otherName, personName } from "../../core/selectors.ts";
import type { ChatState } from "../../core/types.ts";
import type { Appeal, Freeze, Notice, ReasonCode, Report } from "../../generated/wire.ts";

export interface Line {
  readonly id: string;
  /** What was done, or said. */
  readonly what: string;
  /** The same in the tenant's own words. */
  readonly own?: string | null;
  /** Where, and when. */
  readonly where: string;
  /** Under which rule, or how it stands. */
  readonly how: string;
  /** What somebody wrote: the reader themselves, or who decided. */
  readonly words: string | null;
}

/** One notice. */
export function noticeLine(state: ChatState, speech: Speech, notice: Notice): Line {
  const { id, told, text, at, conversation_id: place } = notice;
  const by = ruled(speech, notice);
  const now = notice.past ? speech.t(pastKey(notice)) : standing(state, speech, notice);
  return {
    id,
    what: speech.t(whatKey(notice)),
    own: text,
    where: where(state, speech, place, at),
    how: [by, now].filter(Boolean).join(" · "),
    words: told,
  };
}

/** Until when one cannot write, and why, while that is so. */
function standing({ freeze }: ChatState, speech: Speech, { kind }: Notice): string {
  if (kind !== "freeze" || !freeze) return "";
  const { t, moment } = speech;
  return t("composer.closed_frozen", { time: moment(freeze.ends_at), reason: why(speech, freeze) });
}

const REASONS = [
  "harassment",
  "threat",
  "discrimination",
  "confidential",
  "fraud",
  "spam",
  "other",
];

/** Why somebody is frozen, in words: a rule by its name, a reason as where one reports. */
function why({ t }: Speech, { trigger, reason_code: code }: Freeze): string {
  if (trigger || !code || !REASONS.includes(code)) return plain(trigger ?? code ?? "");
  return t(`report.reason_${code as ReasonCode}`);
}

function pastKey({ kind }: Notice): TextKey {
  return kind === "second" ? "notices.second_past" : "notices.past";
}

/** What waits for a second person, and is asked for by no rule. */
const RULELESS: readonly string[] = [
  "hold",
  "release",
  "policy",
  "lexicon",
  "data_request",
  "retention_ask",
];

/** Under which rule; where somebody decided by hand there is none. */
function ruled(
  speech: Speech,
  of: Pick<Notice, "rule" | "policy_version"> & Partial<Pick<Notice, "needs">>,
): string {
  const version = of.policy_version;
  if (of.rule === "import_request" || (of.needs && RULELESS.includes(of.needs))) return "";
  if (of.rule === "by_hand") return speech.t("notices.by_hand", { version });
  return speech.t("notices.rule", { rule: plain(of.rule), version });
}

/** Of what was decided it says how. */
function whatKey({ kind, acted, needs, appeal_until: until }: Notice): TextKey {
  if (kind === "second") return needs ? `notices.second_${needs}` : "notices.second";
  if (kind === "reviewed" && until !== null) return "notices.reviewed_against";
  if (kind !== "report_decided" && kind !== "appeal_decided") return `notices.${kind}`;
  return acted ? `notices.${kind}_acted` : `notices.${kind}`;
}

/** One report of one's own. */
export function reportLine(state: ChatState, speech: Speech, report: Report): Line {
  const { id, person_id: person, reason_code: reason, said, made_at: at } = report;
  const whom = person
    ? speech.t("notices.report_person", { name: personName(state, person) })
    : speech.t("notices.report_message");
  return {
    id,
    what: `${whom} · ${speech.t(`report.reason_${reason}`)}`,
    where: where(state, speech, report.conversation_id, at),
    how: speech.t(reportKey(report)),
    words: said,
  };
}

function reportKey({ state: how, acted }: Report): TextKey {
  if (how === "open") return "notices.report_open";
  return acted ? "notices.report_acted" : "notices.report_nothing";
}

/** One dispute, or appeal, of one's own. */
export function appealLine(speech: Speech, appeal: Appeal): Line {
  const { id, state: how, due_at: due, said, answer } = appeal;
  const what = speech.t(appeal.dispute ? "notices.dispute" : "notices.appeal");
  return {
    id,
    what: `${what} · ${ruled(speech, appeal)}`,
    where: when(speech, appeal.made_at),
    how: speech.t(`notices.appeal_${how}`, { date: when(speech, due) }),
    words: answer ?? said,
  };
}

function where(state: ChatState, speech: Speech, place: string | null, at: string): string {
  return [placeLine(state, speech, place), when(speech, at)].filter(Boolean).join(" · ");
}

/** `In Sales`: a name by itself would read as the name of who did it. */
export function placeLine(state: ChatState, { t }: Speech, place: string | null): string {
  const info = state.conversations[place ?? ""]?.info;
  if (!info) return "";
  const name = otherName(state, info);
  if (name) return t("notices.place_with", { name });
  const title = conversationTitle(state, info);
  return title ? t("notices.place", { title }) : "";
}

/** The names of rules are written for programs. */
function plain(name: string): string {
  return name.replaceAll(/[_-]/g, " ");
}

/** The day and the time of day. */
export function when(speech: Speech, at: string): string {
  return `${speech.date(at)}, ${speech.time(at)}`;
}
