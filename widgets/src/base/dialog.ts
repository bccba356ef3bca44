import { type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { icon } from "../icons/icons.ts";
import { buttons, reset } from "../styles/reset.ts";
import { dialogStyles } from "../styles/dialog.ts";
import { problemOf } from "../core/problems.ts";
import { OnrecordElement } from "./element.ts";

/** A question in a native dialog: the browser keeps the focus inside and gives it back. */
export abstract class OnrecordDialog extends OnrecordElement {
  static override styles = [reset, buttons, dialogStyles];

  @state() protected busy = false;
  @state() protected failed = "";

  #pressed = false;

  /** Ask; what was typed before is gone. */
  open(): void {
    this.failed = "";
    this.busy = false;
    this.#pressed = false;
    void this.updateComplete.then(() => {
      const dialog = this.renderRoot.querySelector("dialog");
      if (dialog && !dialog.open) dialog.showModal();
      this.find("[data-first]")?.focus();
    });
  }

  close(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }

  /** Do it and close; what the server refuses stays on the screen with its reason. */
  protected async attempt(work: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failed = "";
    try {
      await work();
      this.close();
    } catch (error) {
      this.failed = problemOf(error).detail;
    }
    this.busy = false;
  }

  /** The dialog round its parts. */
  protected frame(title: string, inside: unknown, foot: unknown = nothing): TemplateResult {
    const label = this.t("action.close");
    return html`<dialog
      part="dialog"
      aria-labelledby="dialog-title"
      @pointerdown=${this.#outside}
      @click=${this.#outside}
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
    >
      <div class="head">
        <h2 id="dialog-title" dir="auto">${title}</h2>
        <button
          type="button"
          class="icon"
          aria-label=${label}
          title=${label}
          @click=${() => this.close()}
        >
          ${icon("close")}
        </button>
      </div>
      <div class="inside">
        ${inside}
        ${
          this.failed
            ? html`<p class="problem" role="alert">${icon("alert")}<span>${this.failed}</span></p>`
            : nothing
        }
      </div>
      ${foot === nothing ? nothing : html`<div class="foot">${foot}</div>`}
    </dialog>`;
  }

  /** A press that began elsewhere, such as the long one that asked, does not close. */
  #outside(event: MouseEvent): void {
    const outside = event.target === event.currentTarget;
    if (event.type === "pointerdown") this.#pressed = outside;
    else if (outside && this.#pressed) this.close();
  }
}
