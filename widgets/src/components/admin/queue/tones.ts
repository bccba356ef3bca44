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

/** Until when it is to be decided; overdue in so many words, not in colour alone. */
export function due({ due_at: at, overdue }: Case, speech: Speech): TemplateResult {
  const text = speech.t(overdue ? "case.overdue" : "case.due", { date: speech.brief(at) });
  return html`<time class=${overdue ? "late" : ""} datetime=${at} title=${speech.moment(at)}
    >${text}</time
  >`;
}
