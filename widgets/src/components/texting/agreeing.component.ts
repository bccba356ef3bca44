import { type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";
import type { Port } from "../../core/port.ts";
import { enterConsent } from "../../core/texting/consents.ts";
import type { EnterSmsConsent, SmsSender } from "../../generated/wire.ts";

const WORDS = 4_000;
const KINDS = ["opt_out", "consent", "resubscription", "cleared", "note"] as const;
const MEANS = ["phone", "mail", "form", "staff"] as const;

type Kind = EnterSmsConsent["kind"];

/** Writes down what somebody outside agreed to or asked for by phone, by mail or on a form. */
export class OnrecordAgreeing extends OnrecordDialog {
  @state() private kind: Kind = "opt_out";
  @state() private said = "";
  #port: Port | null = null;
  #number = "";
  #sender: SmsSender | null = null;

  ask(port: Port, number: string, sender: SmsSender): void {
    this.#port = port;
    this.#number = number;
    this.#sender = sender;
    this.kind = "opt_out";
    this.said = "";
    this.open();
  }

  #value(selector: string): string {
    return this.find<HTMLSelectElement>(selector)?.value ?? "";
  }

  #submit(event: Event): void {
    event.preventDefault();
    const port = this.#port;
    const words = this.said.trim();
    if (!port || !words) return;
    const only = this.#value("#reach") === "sender" ? (this.#sender?.id ?? null) : null;
    void this.attempt(() =>
      enterConsent(port, {
        number: this.#number,
        kind: this.kind,
        means: this.#value("#means") as EnterSmsConsent["means"],
        reach: only === null ? "all" : "sender",
        sender_id: only,
        words,
      }),
    );
  }

  protected override render(): TemplateResult {
    const foot = html`<button type="button" class="button quiet" @click=${() => this.close()}>
        ${this.t("action.cancel")}
      </button>
      <button
        type="submit"
        form="form"
        class="button primary"
        ?disabled=${this.busy || this.said.trim() === ""}
      >
        ${this.t("texting.enter_it")}
      </button>`;
    return this.frame(this.t("texting.enter_title"), this.#form(), foot);
  }

  #form(): TemplateResult {
    return html`<p>${this.t("texting.enter_about")}</p>
      <form id="form" class="inside" hidden @submit=${this.#submit}></form>
      <label class="labelled"
        ><span>${this.t("texting.what")}</span>
        <select
          class="field"
          form="form"
          data-first
          @change=${(event: Event) =>
            void (this.kind = (event.target as HTMLSelectElement).value as Kind)}
        >
          ${KINDS.map(
            (kind) =>
              html`<option value=${kind} ?selected=${kind === this.kind}>
                ${this.t(`texting.kind_${kind}`)}
              </option>`,
          )}
        </select>
      </label>
      <label class="labelled"
        ><span>${this.t("texting.means")}</span>
        <select class="field" form="form" id="means">
          ${MEANS.map((one) => html`<option value=${one}>${this.t(`texting.means_${one}`)}</option>`)}
        </select>
      </label>
      ${this.#reach()} ${this.#words()}`;
  }

  #reach(): TemplateResult | typeof nothing {
    const sender = this.#sender;
    if (!sender) return nothing;
    return html`<label class="labelled"
      ><span>${this.t("texting.reach")}</span>
      <select class="field" form="form" id="reach">
        <option value="all">${this.t("texting.reach_all")}</option>
        <option value="sender">${this.t("texting.reach_sender", { name: sender.name })}</option>
      </select>
    </label>`;
  }

  #words(): TemplateResult {
    return html`<label class="labelled"
      ><span>${this.t("texting.words")}</span>
      <textarea
        class="field"
        form="form"
        dir="auto"
        rows="3"
        maxlength=${WORDS}
        .value=${this.said}
        @input=${(event: InputEvent) => (this.said = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
    </label>`;
  }
}
