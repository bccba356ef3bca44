import { type TemplateResult, html } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";
import type { Message } from "../../generated/wire.ts";

const REASON_LIMIT = 200;

/** Asks before a message is removed, and why; says what stays. */
export class OnrecordRemoval extends OnrecordDialog {
  /** Removes the message; set by the parent. */
  perform: (message: Message, reason: string) => Promise<unknown> = () => Promise.resolve();

  @state() private message: Message | null = null;
  @state() private own = true;

  ask(message: Message, own: boolean): void {
    this.message = message;
    this.own = own;
    const field = this.find<HTMLInputElement>("input");
    if (field) field.value = "";
    this.open();
  }

  #confirm(event: Event): void {
    event.preventDefault();
    const message = this.message;
    const reason = this.find<HTMLInputElement>("input")?.value.trim() ?? "";
    if (message) void this.attempt(() => this.perform(message, reason));
  }

  protected override render(): TemplateResult {
    const inside = html`<p>${this.t("removal.text")}</p>
      <form id="form" @submit=${this.#confirm}>
        <label class="labelled"
          ><span>${this.t(this.own ? "removal.reason_own" : "removal.reason")}</span>
          <input class="field" data-first dir="auto" autocomplete="off" maxlength=${REASON_LIMIT} />
        </label>
      </form>`;
    const foot = html`<button type="button" class="button quiet" @click=${() => this.close()}>
        ${this.t("action.cancel")}
      </button>
      <button type="submit" form="form" class="button danger" ?disabled=${this.busy}>
        ${this.t("action.remove")}
      </button>`;
    return this.frame(this.t("removal.title"), inside, foot);
  }
}
