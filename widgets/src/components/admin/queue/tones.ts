/** How grave a case is, and how far it has come. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Case, CaseState, Severity } from "../../../generated/wire.ts";
import { type Tone, badge } from "../parts.ts";

const SEVERITIES: Readonly<Record<Severity, Tone>> = {
  critical: "bad",
  high: "bad",
  medium: "waits",
  low: "plain",
};
const STATES: Readonly<Record<CaseState, Tone>> = {
  queued: "plain",
  opened: "good",
  escalated: "waits",
  decided: "quiet",
  appealed: "waits",
  closed: "quiet",
};

export function severity({ severity: how }: Case, { t }: Speech): TemplateResult {
  return badge(SEVERITIES[how], t(`case.severity.${how}`));
}

export function standing({ state }: Case, { t }: Speech): TemplateResult {
  return badge(STATES[state], t(`case.state.${state}`));
}

/** That its author speaks against it, and waits. */
export function spoken({ appeal }: Case, { t }: Speech): unknown {
  if (!appeal) return nothing;
  if (appeal.seconded) return badge("waits", t("case.seconded"));
  return badge("waits", t(appeal.dispute ? "case.dispute" : "case.appeal"));
}

const NEAR_MS = 48 * 3_600_000;

/** The day, and near to it the hour too, in the reader's own zone, which is named. */
export function dueAt(at: string, { lang }: Pick<Speech, "lang">, now = Date.now()): string | null {
  if (Math.abs(Date.parse(at) - now) > NEAR_MS) return null;
  const how = { weekday: "short", hour: "numeric", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(lang, { ...how, timeZoneName: "short" }).format(new Date(at));
}

const ENDED: ReadonlySet<CaseState> = new Set(["decided", "closed"]);

/** Until when it is to be decided, of what is not. */
export function still(one: Case, speech: Speech): unknown {
  return ENDED.has(one.state) ? nothing : due(one, speech);
}

/** Until when it is to be decided; overdue in so many words, not in colour alone. */
export function due({ due_at: at, overdue }: Case, speech: Speech): TemplateResult {
  const date = dueAt(at, speech) ?? speech.brief(at);
  const text = speech.t(overdue ? "case.overdue" : "case.due", { date });
  return html`<time class=${overdue ? "late" : ""} datetime=${at} title=${speech.moment(at)}
    >${text}</time
  >`;
}
