/** The font: one that is on the reader's machine, or a family that the host's own pages load. */
import { type TemplateResult, html, nothing } from "lit";

import { type Desk, valueOf } from "./desk.ts";

/** Families that come with a system: nothing is fetched for them. */
export const SAFE = [
  "Arial",
  "Calibri",
  "Georgia",
  "Helvetica Neue",
  "Segoe UI",
  "Tahoma",
  "Times New Roman",
  "Trebuchet MS",
  "Verdana",
] as const;

const OWN = "own";

export function fonts(desk: Desk): TemplateResult {
  const { draft, form, speech, set } = desk;
  const kind = kindOf(draft.fonts);
  const choose = (value: string): void =>
    set({ fonts: value === "" ? [] : [value === OWN ? "Inter" : value] });
  return html`${form.field(
    { name: "branding/font", label: speech.t("branding.fonts") },
    ({ id }) =>
      html`<select class="field" id=${id} @change=${(event: Event) => choose(valueOf(event))}>
        <option value="" ?selected=${kind === ""}>${speech.t("branding.font_system")}</option>
        ${SAFE.map((one) => html`<option value=${one} ?selected=${kind === one}>${one}</option>`)}
        <option value=${OWN} ?selected=${kind === OWN}>${speech.t("branding.font_own")}</option>
      </select>`,
  )}
  ${kind === OWN ? own(desk) : nothing}`;
}

function kindOf(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.length === 0) return "";
  return names.length === 1 && (SAFE as readonly string[]).includes(first) ? first : OWN;
}

function own({ draft, form, speech, set }: Desk): TemplateResult {
  return form.field(
    {
      name: "branding/fonts",
      label: speech.t("branding.font_name"),
      hint: speech.t("branding.font_hint"),
    },
    ({ id, invalid, describes }) =>
      html`<input
        class="field"
        id=${id}
        dir="ltr"
        maxlength="250"
        aria-invalid=${invalid}
        aria-describedby=${describes}
        .value=${draft.fonts.join(", ")}
        @change=${(event: Event) => set({ fonts: familiesOf(valueOf(event)) })}
      />`,
  );
}

/** Names apart by commas, as CSS has them; quotes are ours to set. */
function familiesOf(text: string): string[] {
  const names = text.split(",").map((one) => one.replaceAll(/["']/g, "").trim());
  return names.filter(Boolean).slice(0, 6);
}
