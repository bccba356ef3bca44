/** What is open as oneself, and signing out of all of it. */
import { type ReactiveController, type TemplateResult, html, nothing } from "lit";

import type { OnrecordElement } from "../../base/element.ts";
import { endMySessions } from "../../core/policy/sessions.ts";
import { problemOf } from "../../core/problems.ts";
import type { ChatStore } from "../../core/types.ts";
import { icon } from "../../icons/icons.ts";

type Step = "" | "asking" | "sending" | "done";

export class Sessions implements ReactiveController {
  readonly #host: OnrecordElement;
  #step: Step = "";
  #failed = "";

  constructor(host: OnrecordElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#to("");
  }

  #to(step: Step, failed = ""): void {
    this.#step = step;
    this.#failed = failed;
    this.#host.requestUpdate();
  }

  async #end(store: ChatStore): Promise<void> {
    if (this.#step === "sending") return;
    this.#to("sending");
    try {
      await endMySessions(store.port);
      this.#to("done");
    } catch (error) {
      this.#to("asking", problemOf(error).detail);
    }
  }

  render(store: ChatStore): TemplateResult {
    const { t } = this.#host.speech;
    return html`<section class="block" aria-labelledby="sessions">
      <h3 id="sessions">${t("privacy.sessions")}</h3>
      <p>${t("privacy.sessions_about")}</p>
      <div role="status">
        ${
          this.#step === "done"
            ? html`<p class="none">
                ${icon("check", 16)}<span>${t("privacy.sessions_done")}</span>
              </p>`
            : nothing
        }
      </div>
      ${this.#failed ? html`<p role="alert">${this.#failed}</p>` : nothing}
      ${this.#step === "" || this.#step === "done" ? this.#button() : this.#asking(store)}
    </section>`;
  }

  #button(): TemplateResult {
    return html`<button type="button" class="button end" @click=${() => this.#to("asking")}>
      ${this.#host.speech.t("privacy.sessions_end")}
    </button>`;
  }

  #asking(store: ChatStore): TemplateResult {
    const { t } = this.#host.speech;
    return html`<p><b>${t("privacy.sessions_sure")}</b></p>
      <div class="acts">
        <button
          type="button"
          class="button primary end"
          ?disabled=${this.#step === "sending"}
          @click=${() => void this.#end(store)}
        >
          ${t("privacy.sessions_end")}
        </button>
        <button type="button" class="button" @click=${() => this.#to("")}>
          ${t("action.cancel")}
        </button>
      </div>`;
  }
}
