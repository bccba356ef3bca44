/** The name, the corners, the density and the font. */
import { type TemplateResult, html } from "lit";

import { type Desk, valueOf } from "./desk.ts";
import { fonts } from "./fonts.ts";

const DENSITIES = ["comfortable", "compact"] as const;

export function shape(desk: Desk): TemplateResult {
  const { draft, form, speech } = desk;
  return html`${form.field(
      { name: "branding/product_name", label: speech.t("branding.name") },
      ({ id, invalid, describes }) =>
        html`<input
          class="field"
          id=${id}
          dir="auto"
          maxlength="60"
          aria-invalid=${invalid}
          aria-describedby=${describes}
          .value=${draft.product_name}
          @input=${(event: Event) => named(desk, valueOf(event))}
        />`,
    )}
    <div class="pair">${radius(desk)} ${density(desk)}</div>
    ${fonts(desk)}`;
}

function named({ form, set, speech }: Desk, name: string): void {
  form.mark("branding/product_name", name.trim() ? "" : speech.t("branding.no_name"));
  set({ product_name: name });
}

function radius({ draft, form, speech, set }: Desk): TemplateResult {
  return form.field(
    { name: "branding/radius", label: speech.t("branding.radius") },
    ({ id }) =>
      html`<span class="slide">
        <input
          type="range"
          id=${id}
          min="0"
          max="24"
          .value=${String(draft.radius)}
          @input=${(event: Event) => set({ radius: Number(valueOf(event)) })}
        />
        <output for=${id}>${speech.t("branding.pixels", { count: draft.radius })}</output>
      </span>`,
  );
}

function density({ draft, form, speech, set }: Desk): TemplateResult {
  return form.field(
    { name: "branding/density", label: speech.t("branding.density") },
    ({ id }) =>
      html`<select
        class="field"
        id=${id}
        @change=${(event: Event) => set({ density: valueOf(event) as "compact" })}
      >
        ${DENSITIES.map(
          (one) =>
            html`<option value=${one} ?selected=${one === draft.density}>
              ${speech.t(`branding.density_${one}`)}
            </option>`,
        )}
      </select>`,
  );
}
