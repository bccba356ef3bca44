/** What is drawn of a campaign beside its facts: how far it is, and what would go now. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { SmsCampaign, SmsCampaignPreview } from "../../../generated/wire.ts";
import { reasonText } from "../../texting/reasons.ts";
import { settled, sizeOf } from "./campaign_states.ts";

/** Nothing has begun before it is started. */
export function progress({ t, number }: Speech, one: SmsCampaign): unknown {
  if (!one.started_at) return nothing;
  const all = sizeOf(one);
  const far = settled(one);
  const label = t("texts.far", { count: number(far), all: number(all) });
  return html`<p class="progress">
    <progress max=${all} value=${far} aria-label=${label}></progress>
    <span>${label}</span>
  </p>`;
}

/** How many texts would go now, in how many parts, and what holds the others back. */
export function foreseen(
  speech: Speech,
  { recipients, goes, held_back: held, segments, longest, sample }: SmsCampaignPreview,
  again: () => void,
): TemplateResult {
  const { t, number } = speech;
  const said = t("texts.goes", { count: number(goes), all: number(recipients) });
  return html`<section class="card" aria-labelledby="foreseen">
    <div class="head">
      <h4 id="foreseen">${t("texts.foreseen")}</h4>
      <button type="button" class="button" @click=${again}>${t("texts.look_again")}</button>
    </div>
    <p><b>${said}</b> ${goes > 0 ? t("texts.parts_in_all", { count: segments }) : nothing}</p>
    ${longest > 1 ? html`<p>${t("texts.longest", { count: longest })}</p>` : nothing}
    ${heldBack(speech, held)}
    ${
      sample
        ? html`<p class="hint">${t("texts.sample")}</p>
            <p class="said" dir="auto">${sample}</p>`
        : nothing
    }
    <p class="hint">${t("texts.foreseen_about")}</p>
  </section>`;
}

function heldBack(speech: Speech, held: Readonly<Record<string, number>>): unknown {
  const all = Object.entries(held);
  if (all.length === 0) return nothing;
  return html`<ul class="held">
    ${all.map(
      ([reason, count]) =>
        html`<li><b>${speech.number(count)}</b> ${reasonText(speech, reason)}</li>`,
    )}
  </ul>`;
}
