/** How a case ended: decided, appealed, decided again, in this order. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Case, CaseOutcome, CaseRequest } from "../../../generated/wire.ts";
import type { IconName } from "../../../icons/icons.ts";
import { moment, note } from "../parts.ts";

type Who = (id: string) => string;

const GLYPHS: Readonly<Record<CaseOutcome["step"], IconName>> = {
  decided: "check",
  appealed: "clock",
  upheld: "check",
  rejected: "check",
};

/** Each step, with who took it; who appealed is named nowhere. */
export function outcomes({ outcomes: all }: Case, speech: Speech, who: Who): unknown {
  return all.map((one) => note(GLYPHS[one.step], step(one, speech, who)));
}

function step(one: CaseOutcome, speech: Speech, who: Who): TemplateResult {
  const by = [one.by, one.approved_by].filter((id): id is string => id !== null);
  return html`<b>${title(one, speech)}</b>${then(one, speech)}
    ${by.map((id) => html`· <bdi>${who(id)}</bdi> `)} · ${moment(speech, one.at)}`;
}

function title({ step: how, disposition }: CaseOutcome, { t }: Speech): string {
  return disposition ? t(`case.disposition.${disposition}`) : t(`case.step.${how}`);
}

function then({ action, undone }: CaseOutcome, { t }: Speech): unknown {
  if (action) return html` · ${t(`case.action.${action}`)}`;
  if (undone === null) return nothing;
  return html` · ${t(undone ? "case.undone" : "case.undone_not")}`;
}

/** What exactly waits for a second person. */
export function exactly(asked: CaseRequest, { t }: Speech): unknown {
  const { kind, whom, before, after, upheld } = asked;
  if (kind === "appeal") return t(upheld ? "case.uphold" : "case.uphold_not");
  if (kind === "reveal") return whom === null ? nothing : t(`case.whom_${whom}`);
  if (kind === "widen") return t("case.bounds", { before: before ?? 0, after: after ?? 0 });
  return ending(asked, t);
}

function ending({ disposition, action }: CaseRequest, t: Speech["t"]): unknown {
  if (!disposition) return nothing;
  return html`${t(`case.disposition.${disposition}`)}${action ? html` · ${t(`case.action.${action}`)}` : nothing}`;
}
