/** What of a hand-over is the same before it, while it goes on and after it: numbers, reasons, rows. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Handover, HandoverItem, HandoverPreview } from "../../../generated/wire.ts";
import { type Tone, badge, fact } from "../parts.ts";

const OUTCOMES = ["handed_over", "introduced", "left", "kept"] as const;
const TONES: Readonly<Record<Handover["state"], Tone>> = {
  running: "waits",
  done: "good",
  stopped: "bad",
};
export const REASONS = ["left", "leave", "other"] as const;

/** How many places become what. */
export function numbers(of: Handover | HandoverPreview, speech: Speech): TemplateResult {
  return html`<dl class="wide">
    ${OUTCOMES.map((one) =>
      fact(speech.t(`handovers.outcome_${one}`), speech.number(of[one] ?? 0)),
    )}
  </dl>`;
}

export function mark({ state }: Handover, speech: Speech): TemplateResult {
  return badge(TONES[state], speech.t(`handovers.mark_${state}`));
}

/** What becomes of one place, and why; a title is not known here. */
export function placeRow(item: HandoverItem, speech: Speech): TemplateResult {
  const { t } = speech;
  const { kind, subject, outcome, why } = item;
  const id = item.conversation_id ?? item.space_id ?? "";
  const reason = t(`handovers.why_${why}`, { subject: subject ?? "" });
  return html`<li class="place">
    <b>${t(kind ? `handovers.room_${kind}` : "handovers.room_space")}</b>
    ${badge(outcome === "kept" ? "waits" : "plain", t(`handovers.outcome_${outcome}`))}
    <span class="line" dir="auto">${reason}</span>
    ${id ? html`<code class="line">${id}</code>` : nothing}
  </li>`;
}
