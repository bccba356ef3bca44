/** What stands round the text that is written: what it answers, and how much room is left. */
import { type TemplateResult, html } from "lit";

import type { Speech } from "../../base/speech.ts";
import { icon } from "../../icons/icons.ts";
import type { About } from "./drafts.ts";

/** What is answered or changed, and the way out of that. */
export function drawAbout(
  speech: Speech,
  { name, line }: About,
  editing: boolean,
  cancel: () => void,
): TemplateResult {
  const label = speech.t("action.cancel");
  return html`<div class="about" part="composer-about">
    ${icon(editing ? "edit" : "reply", 16)}
    <span class="clip"
      ><b>${speech.t(editing ? "composer.editing" : "composer.replying", { name })}</b
      ><span dir="auto">${line}</span></span
    >
    <button type="button" class="icon" aria-label=${label} title=${label} @click=${cancel}>
      ${icon("close", 16)}
    </button>
  </div>`;
}

/** How many characters are left, or too many. */
export function drawCounter(speech: Speech, left: number): TemplateResult {
  const over = left < 0;
  return html`<span class="count ${over ? "over" : ""}" role="status"
    >${speech.t(over ? "composer.over" : "composer.left", { count: Math.abs(left) })}</span
  >`;
}
