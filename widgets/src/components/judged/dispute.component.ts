import { type TemplateResult, html } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";

const LIMIT = 2_000;

/** Lets somebody say what is wrong with a decision, or with what a rule found; says who reads it. */
export class OnrecordDispute extends OnrecordDialog {
  /** Whether somebody has decided already: then another reviewer is asked. */
  @state() private decided = false;
  @state() private empty = true;
  #send: (said: string) => Promise<unknown> = () => Promise.resolve();

  ask(decided: boolean, send: (said: string) => Promise<unknown>): void {
    this.decided = decided;
    this.#send = send;
    this.empty = true;
    const field = this.#field();
    if (field) field.value = "";
    this.open();
  }

  #field(): HTMLTextAreaElement | null {
    return this.find<HTMLTextAreaElement>("textarea");
  }

  #confirm(event: Event): void {
    event.preventDefault();
    const said = this.#field()?.value.trim() ?? "";
    if (said) void this.attempt(() => this.#send(said));
  }

  protected override render(): TemplateResult {
    const inside = html`<p>${this.t(this.decided ? "dispute.again" : "dispute.first")}</p>
      <form id="form" @submit=${this.#confirm}>
        <label class="labelled"
          ><span>${this.t("dispute.said")}</span>
          <textarea
            class="field"
            data-first
            dir="auto"
            rows="4"
            required
            maxlength=${LIMIT}
            @input=${() => (this.empty = !this.#field()?.value.trim())}
          ></textarea>
        </label>
      </form>
      <p>${this.t("dispute.record")}</p>`;
    const foot = html`<button type="button" class="button quiet" @click=${() => this.close()}>
        ${this.t("action.cancel")}
      </button>
      <button type="submit" form="form" class="button primary" ?disabled=${this.busy || this.empty}>
        ${this.t("dispute.send")}
      </button>`;
    return this.frame(this.t(this.decided ? "dispute.title_again" : "dispute.title"), inside, foot);
  }
}
