/** Days that are chosen in a form: of what one asks for, from when and until when. */
import { type TemplateResult, html } from "lit";

import type { Form, Labelled } from "./form.ts";

/** A day; the server calls it as it is labelled, the form by the last part of that. */
export function dayField(form: Form, labelled: Labelled, value = ""): TemplateResult {
  return form.field(
    labelled,
    ({ id, invalid, describes }) =>
      html`<input
        class="field"
        type="date"
        id=${id}
        name=${labelled.name.split("/").at(-1) ?? ""}
        .defaultValue=${value}
        aria-invalid=${invalid}
        aria-describedby=${describes}
      />`,
  );
}

/** Midnight, where the reader is, of a day that was chosen. */
export function dayOf(day: string): string | null {
  return day ? new Date(`${day}T00:00:00`).toISOString() : null;
}
