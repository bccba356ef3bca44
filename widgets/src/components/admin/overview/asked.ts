/** What became of one's own requests to look. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Grant } from "../../../generated/wire.ts";
import { badge, linkRow, moment, rowList } from "../parts.ts";
import { TONES } from "../requests/tones.ts";

/** Requests that one card shows. */
const SHOWN = 4;

export function askedCard(
  asked: readonly Grant[],
  speech: Speech,
  open: (id: string | null) => void,
): unknown {
  if (asked.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="asked">
    <h3 id="asked">${speech.t("overview.asked")}</h3>
    ${rowList(asked.slice(0, SHOWN), (one) => row(one, speech, open), speech)}
    ${
      asked.length > SHOWN
        ? html`<button type="button" class="button" @click=${() => open(null)}>
            ${speech.t("grants.all")}
          </button>`
        : nothing
    }
  </section>`;
}

function row(one: Grant, speech: Speech, open: (id: string) => void): TemplateResult {
  return linkRow(
    one.id,
    false,
    () => open(one.id),
    html`<b class="clip">${speech.t(`privacy.look.${one.kind}`)}</b>
      ${badge(TONES[one.state], speech.t(`grants.state.${one.state}`))}
      <span class="line clip">${stands(one, speech)}</span>`,
  );
}

/** What one wants to know of it first. */
function stands(one: Grant, speech: Speech): unknown {
  if (one.state === "open" && one.expires_at)
    return html`${speech.t("grants.until")} ${moment(speech, one.expires_at)}`;
  if (one.state === "requested")
    return speech.t("grants.needs", { count: one.approvals_needed - one.approvals.length });
  return one.ended_reason ?? html`${speech.t("grants.when")} ${moment(speech, one.requested_at)}`;
}
