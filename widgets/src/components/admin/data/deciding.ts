/** What can be done about a request: know who asks, weigh, take longer, say yes or no, bring back. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { type Step, moveDataRequest } from "../../../core/oversight/data_requests.ts";
import type { Port } from "../../../core/port.ts";
import type { DataRequest } from "../../../generated/wire.ts";
import { destroys, isOpen } from "../../data/words.ts";
import { dayField, dayOf } from "../days.ts";
import { note } from "../parts.ts";
import type { Portal } from "../section.ts";
import { Steps } from "../steps.ts";
import { outside } from "./request.ts";
import { stepsOf } from "./steps.ts";

type Changed = (one: DataRequest) => void;

/** The steps that are the usual next one. */
const USUAL: ReadonlySet<Step> = new Set(["identify", "approve"]);

export class Deciding extends Steps<Step> {
  protected override first(step: Step | null): HTMLElement | null {
    return this.find(step ? ".decision textarea" : ".decision button");
  }

  render(portal: Portal, one: DataRequest, speech: Speech, changed: Changed): unknown {
    const { rights, store } = portal;
    const steps = stepsOf(one, rights);
    const why = rights.approves && isOpen(one) ? outside(one, rights.me, speech) : null;
    if (steps.length === 0 && !why) return nothing;
    return html`<section class="decision" aria-label=${speech.t("data.decide")}>
      ${why ? note("info", why) : nothing} ${this.step ? nothing : this.form.box()}
      ${
        this.step
          ? this.#asking(this.step, store.port, one, speech, changed)
          : this.#acts(steps, store.port, one, speech, changed)
      }
    </section>`;
  }

  #acts(
    steps: readonly Step[],
    port: Port,
    one: DataRequest,
    { t }: Speech,
    changed: Changed,
  ): TemplateResult {
    const run = (step: Step): void => {
      if (step !== "weigh") return this.choose(step);
      void this.send(() => moveDataRequest(port, step, one, { said: "", until: null }), changed);
    };
    const tone = (step: Step): string =>
      USUAL.has(step) || (step === "weigh" && one.state === "identified") ? "primary" : "";
    return html`<div class="acts">
      ${steps.map(
        (step) =>
          html`<button
            type="button"
            class="button ${tone(step)}"
            ?disabled=${this.form.busy}
            @click=${() => run(step)}
          >
            ${label(step, one, t)}
          </button>`,
      )}
    </div>`;
  }

  #asking(
    step: Step,
    port: Port,
    one: DataRequest,
    { t }: Speech,
    changed: Changed,
  ): TemplateResult {
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.send(() => moveDataRequest(port, step, one, this.#given()), changed);
    };
    const grave = step === "approve" && one.kind === "erasure";
    return html`<form @submit=${submit}>
      ${step === "approve" && destroys(one) ? note(...heed(one, t)) : nothing}
      ${this.#why(step, one, t)} ${step === "refuse" ? this.#until(t) : nothing} ${this.form.box()}
      ${this.form.acts(label(step, one, t), [t("action.cancel"), () => this.choose(null)], grave)}
    </form>`;
  }

  #why(step: Step, one: DataRequest, t: Speech["t"]): TemplateResult {
    const optional = step === "approve" && one.kind !== "correction";
    const names = { identify: "how", approve: "answer" } as const;
    const name = step === "identify" || step === "approve" ? names[step] : "reason";
    const hint = step === "identify" ? t("data.on_record") : t("data.told");
    return this.reason({ name, label: wanted(step, one, t), hint }, { required: !optional });
  }

  #until(t: Speech["t"]): TemplateResult {
    return dayField(this.form, {
      name: "until",
      label: t("data.until"),
      hint: t("data.until_hint"),
    });
  }

  #given(): { said: string; until: string | null } {
    const said = (this.find(".decision textarea") as HTMLTextAreaElement | null)?.value ?? "";
    const day = (this.find(".decision input") as HTMLInputElement | null)?.value ?? "";
    return { said: said.trim(), until: dayOf(day) };
  }
}

function label(step: Step, one: DataRequest, t: Speech["t"]): string {
  if (step === "weigh" && one.state === "weighed") return t("data.weigh_again");
  if (step === "approve") return t(`data.approve_${one.kind}`);
  return t(`data.${step}`);
}

function wanted(step: Step, one: DataRequest, t: Speech["t"]): string {
  if (step === "approve") return t(`data.why_approve_${one.kind}`);
  return t(`data.why_${step as Exclude<Step, "approve" | "weigh">}`);
}

/** What cannot be undone is said louder. */
function heed(one: DataRequest, t: Speech["t"]): Parameters<typeof note> {
  return one.kind === "erasure" ? ["alert", sure(one, t), "warn"] : ["info", sure(one, t)];
}

function sure({ kind, goes }: DataRequest, t: Speech["t"]): string {
  return t(kind === "erasure" ? "data.sure_erasure" : "data.sure_restriction", {
    count: goes ?? 0,
  });
}
