/** Fields that several screens of spaces have: a rule with an example, and a role. */
import { type TemplateResult, html } from "lit";

import type { Speech } from "../../base/speech.ts";
import type { SpaceRole } from "../../generated/wire.ts";

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

/** Which role somebody gets, out of those that may be given. */
export function roleField<R extends SpaceRole>(
  { t }: Speech,
  key: "roll.as" | "rule.role",
  roles: readonly R[],
  chosen: R,
  choose: (role: R) => void,
): TemplateResult {
  return html`<label class="labelled"
    ><span>${t(key)}</span
    ><select
      class="field"
      name="role"
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as R)}
    >
      ${roles.map(
        (one) =>
          html`<option value=${one} ?selected=${one === chosen}>${t(`space.role_${one}`)}</option>`,
      )}
    </select></label
  >`;
}
