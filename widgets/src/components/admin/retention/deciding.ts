/** What can be done about what a rule asks: erase, keep, approve as the second person, take an answer back. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { type Step, moveRetentionAsk } from "../../../core/oversight/retention.ts";
import type { Port } from "../../../core/port.ts";
import type { RetentionAsk } from "../../../generated/wire.ts";
import { dayField, dayOf } from "../days.ts";
import { note } from "../parts.ts";
import type { Portal } from "../section.ts";
import { Steps } from "../steps.ts";
import { stepsOf } from "./steps.ts";

type Changed = (one: RetentionAsk) => void;

export class Deciding extends Steps<Step> {
  protected override first(step: Step | null): HTMLElement | null {
    return this.find(step && step !== "approve" ? ".decision textarea" : ".decision button");
  }

  render(portal: Portal, one: RetentionAsk, speech: Speech, changed: Changed): unknown {
    const { rights, store } = portal;
    const steps = stepsOf(one, rights);
    if (steps.length === 0) return nothing;
    const own = one.state === "proposed" && one.answered_by === rights.me;
    return html`<section class="decision" aria-label=${speech.t("retention.decide")}>
      ${own ? note("info", speech.t("retention.you_answered")) : nothing}
      ${this.step ? nothing : this.form.box()}
      ${
        this.step
          ? this.#asking(this.step, store.port, one, { speech, own, changed })
          : this.#acts(steps, one, speech, own)
      }
    </section>`;
  }

  #acts(steps: readonly Step[], one: RetentionAsk, { t }: Speech, own: boolean): TemplateResult {
    return html`<div class="acts">
      ${steps.map(
        (step) =>
          html`<button
            type="button"
            class="button ${step === "approve" ? "primary" : ""}"
            @click=${() => this.choose(step)}
          >
            ${label(step, one, t, own)}
          </button>`,
      )}
    </div>`;
  }

  #asking(
    step: Step,
    port: Port,
    one: RetentionAsk,
    { speech, own, changed }: { speech: Speech; own: boolean; changed: Changed },
  ): TemplateResult {
    const { t } = speech;
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.send(() => moveRetentionAsk(port, step, one, this.#given()), changed);
    };
    const erases = step === "erase" || step === "approve";
    return html`<form @submit=${submit}>
      ${erases ? note("alert", t("retention.sure", { count: one.messages }), "warn") : nothing}
      ${step === "approve" ? nothing : this.#why(step, t)}
      ${step === "keep" ? this.#until(t) : nothing} ${this.form.box()}
      ${this.form.acts(
        label(step, one, t, own),
        [t("action.cancel"), () => this.choose(null)],
        step === "approve",
      )}
    </form>`;
  }

  #why(step: Exclude<Step, "approve">, t: Speech["t"]): TemplateResult {
    const [label, hint] = [t(`retention.why_${step}`), t("retention.on_record")];
    return this.reason({ name: "reason", label, hint }, { required: true });
  }

  #until(t: Speech["t"]): TemplateResult {
    const hint = t("retention.until_hint");
    return dayField(this.form, { name: "until", label: t("retention.until"), hint });
  }

  #given(): { reason: string; until: string | null } {
    const said = (this.find(".decision textarea") as HTMLTextAreaElement | null)?.value ?? "";
    const day = (this.find(".decision input") as HTMLInputElement | null)?.value ?? "";
    return { reason: said.trim(), until: dayOf(day) };
  }
}

function label(step: Step, { state }: RetentionAsk, t: Speech["t"], own: boolean): string {
  if (step !== "reopen" || state === "kept") return t(`retention.${step}`);
  return t(own ? "retention.take_back" : "retention.refuse");
}
