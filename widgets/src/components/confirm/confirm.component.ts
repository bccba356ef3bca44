import { type TemplateResult, html } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";

/** Asks before a message notifies many people, and says how many. */
export class OnrecordConfirm extends OnrecordDialog {
  @state() private count = 0;
  #send: () => void = () => undefined;
  #back: () => void = () => undefined;

  /** `send` is called when it is meant; `back` puts the words back to where they are written. */
  ask(count: number, send: () => void, back: () => void): void {
    this.count = count;
    this.#send = send;
    this.#back = back;
    this.open();
  }

  #choose(run: () => void): void {
    this.close();
    run();
  }

  protected override render(): TemplateResult {
    const { count } = this;
    const foot = html`<button
        type="button"
        class="button quiet"
        data-first
        @click=${() => this.#choose(this.#back)}
      >
        ${this.t("confirm.back")}
      </button>
      <button type="button" class="button primary" @click=${() => this.#choose(this.#send)}>
        ${this.t("confirm.send", { count })}
      </button>`;
    const inside = html`<p>${this.t("confirm.text")}</p>`;
    return this.frame(this.t("confirm.title", { count }), inside, foot);
  }
}
