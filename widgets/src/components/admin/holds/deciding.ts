/** What can be done about a hold: approve its silence, ask to end it, end it in a second step, refuse. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech, TextKey } from "../../../base/speech.ts";
import { approveHold, askRelease, refuseHold, releaseHold } from "../../../core/oversight/holds.ts";
import type { Port } from "../../../core/port.ts";
import type { Hold } from "../../../generated/wire.ts";
import { note } from "../parts.ts";
import type { Portal } from "../section.ts";
import { Steps } from "../steps.ts";
import { askerOf, names } from "./named.ts";

type Step = "approve" | "release" | "ask" | "refuse";

/** What is answered for somebody else, whose reason is read first. */
const DECIDES: ReadonlySet<Step> = new Set(["approve", "release", "refuse"]);

interface Outcome {
  changed(hold: Hold): void;
  widen(): void;
}

/** What each step needs to be said for; those without words are done at once, or once one is sure. */
const WORDED: ReadonlySet<Step> = new Set(["ask", "refuse"]);

export class Deciding extends Steps<Step> {
  protected override first(): HTMLElement | null {
    return this.find(".decision :is(textarea, button[type='submit'])");
  }

  render(portal: Portal, hold: Hold, speech: Speech, outcome: Outcome): unknown {
    const { rights, store } = portal;
    if (!rights.holds || hold.state === "released" || hold.state === "refused") return nothing;
    if (names(hold, rights.me)) return note("info", speech.t("holds.names_you"));
    return html`<section class="decision" aria-label=${speech.t("holds.decide")}>
      ${this.step ? nothing : this.form.box()}
      ${
        this.step
          ? this.#asking(this.step, store.port, hold, speech, outcome)
          : this.#acts(hold, rights.me, speech, outcome)
      }
    </section>`;
  }

  #acts(hold: Hold, me: string, { t }: Speech, { widen }: Outcome): TemplateResult {
    if (hold.state === "open")
      return html`<div class="acts">
        ${hold.silent ? nothing : plain(t("holds.widen"), widen)}
        ${this.#button("ask", t("holds.ask"), "")}
      </div>`;
    const [asker, other] = waiting(hold);
    return html`<div class="acts">
      ${asker === me ? nothing : this.#button(other, t(`holds.${other}`), "primary")}
      ${this.#button("refuse", t(refusing(hold, asker === me)), "")}
    </div>`;
  }

  #button(step: Step, label: string, tone: string): TemplateResult {
    return html`<button
      type="button"
      class="button ${tone}"
      ?disabled=${this.form.busy}
      @click=${() => this.choose(step)}
    >
      ${label}
    </button>`;
  }

  #asking(step: Step, port: Port, hold: Hold, { t }: Speech, { changed }: Outcome): TemplateResult {
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.send(() => sent(step, port, hold, this.#said()), changed);
    };
    const label =
      step === "refuse"
        ? t(hold.state === "releasing" ? "holds.keep_on" : "holds.refuse")
        : t(`holds.${step}`);
    return html`<form @submit=${submit}>
      ${DECIDES.has(step) ? asked(hold, t) : nothing}
      ${step === "release" ? note("info", t("holds.release_sure")) : nothing}
      ${WORDED.has(step) ? this.#why(step as "ask" | "refuse", t) : nothing} ${this.form.box()}
      ${this.form.acts(label, [t("action.cancel"), () => this.choose(null)], step === "release")}
    </form>`;
  }

  #why(step: "ask" | "refuse", t: Speech["t"]): TemplateResult {
    const labelled = { name: "reason", label: t(`holds.why_${step}`), hint: t("holds.on_record") };
    return this.reason(labelled, { required: true });
  }

  #said(): string {
    return (this.find(".decision textarea") as HTMLTextAreaElement | null)?.value ?? "";
  }
}

/** Why it was asked for, where one answers; what it covers stands beside it. */
function asked({ state, reason, release_reason: ended }: Hold, t: Speech["t"]): TemplateResult {
  const said = state === "requested" ? reason : (ended ?? reason);
  return html`<p class="about">${t("holds.asked_for")}</p>
    <p class="said" dir="auto">${said}</p>`;
}

function plain(label: string, run: () => void): TemplateResult {
  return html`<button type="button" class="button" @click=${run}>${label}</button>`;
}

/** Who asked for what waits, and what somebody else may answer. */
function waiting(hold: Hold): [string | null, Step] {
  return [askerOf(hold), hold.state === "requested" ? "approve" : "release"];
}

/** What was asked for oneself is taken back; what others asked for is refused, so that it stays. */
function refusing({ state }: Hold, mine: boolean): TextKey {
  if (mine) return "holds.take_back";
  return state === "releasing" ? "holds.keep_on" : "holds.refuse";
}

function sent(step: Step, port: Port, hold: Hold, said: string): Promise<Hold> {
  switch (step) {
    case "approve":
      return approveHold(port, hold);
    case "release":
      return releaseHold(port, hold);
    case "ask":
      return askRelease(port, hold, said);
    case "refuse":
      return refuseHold(port, hold, said);
  }
}
