/** Somebody's word that they have read the policy: asked for once, and what was refused is said. */
import { type ReactiveController, type TemplateResult, html, nothing } from "lit";

import type { OnrecordElement } from "../../base/element.ts";
import type { TextKey } from "../../base/speech.ts";
import { acknowledgePolicy } from "../../core/policy/actions.ts";
import { problemOf } from "../../core/problems.ts";
import type { ChatStore } from "../../core/types.ts";
import type { PolicyView } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";

export class Word implements ReactiveController {
  readonly #host: OnrecordElement;
  readonly #given: () => void;
  #busy = false;
  #failed = "";

  constructor(host: OnrecordElement, given: () => void) {
    this.#host = host;
    this.#given = given;
    host.addController(this);
  }

  hostConnected(): void {
    this.#failed = "";
  }

  async #give(store: ChatStore, policy: PolicyView): Promise<void> {
    if (this.#busy) return;
    this.#to(true, "");
    try {
      await acknowledgePolicy(store.port, policy);
      this.#to(false, "");
      // What takes the place of the button is drawn by then.
      requestAnimationFrame(() => this.#given());
    } catch (error) {
      const { code, detail } = problemOf(error);
      const outdated = code === "version_outdated";
      this.#to(false, outdated ? this.#host.speech.t("policy.outdated") : detail);
    }
  }

  #to(busy: boolean, failed: string): void {
    this.#busy = busy;
    this.#failed = failed;
    this.#host.requestUpdate();
  }

  /** The button that gives it. */
  button(
    store: ChatStore,
    policy: PolicyView,
    label: TextKey = "policy.acknowledge",
  ): TemplateResult {
    return html`<button
      type="button"
      class="button primary"
      ?disabled=${this.#busy}
      @click=${() => void this.#give(store, policy)}
    >
      ${icon("check", 16)}${this.#host.speech.t(label)}
    </button>`;
  }

  /** Why it was not taken. */
  problem(): TemplateResult | typeof nothing {
    if (!this.#failed) return nothing;
    return html`<p class="refused" part="problem" role="alert">
      ${icon("alert", 16)}<span>${this.#failed}</span>
    </p>`;
  }
}
