/** Where a rule is written, with an example. */
import { type TemplateResult, html } from "lit";

import type { Speech } from "../../base/speech.ts";

/** Code, the same in every language. */
const EXAMPLE = 'department == "sales" and "manager" in roles';

export function ruleField(
  { t }: Speech,
  rule: string,
  write: (rule: string) => void,
): TemplateResult {
  return html`<label class="labelled"
      ><span>${t("rule.title")}</span
      ><textarea
        class="field code"
        dir="ltr"
        maxlength="500"
        spellcheck="false"
        autocapitalize="off"
        .value=${rule}
        @input=${(event: InputEvent) => write((event.target as HTMLTextAreaElement).value)}
      ></textarea>
    </label>
    <p class="hint">${t("rule.example")} <code dir="ltr">${EXAMPLE}</code></p>`;
}
