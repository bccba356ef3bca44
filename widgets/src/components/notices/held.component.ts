import { type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { loadLater } from "../../core/i18n.ts";
import { acknowledgeHold } from "../../core/notices/keeping.ts";
import { asksFor } from "../../core/notices/slice.ts";
import { problemOf } from "../../core/problems.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { HoldNotice } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { HELD } from "../../locales/held/all.ts";
import { heldStyles } from "./held.styles.ts";
import { reviewsStyles } from "./reviews.styles.ts";

/** What one is asked to keep for a legal matter, and saying that one knows. */
export class OnrecordHeld extends OnrecordElement {
  static override styles = [reset, buttons, reviewsStyles, heldStyles];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) state: ChatState | null = null;

  @state() private worded = false;
  @state() private sending = false;
  @state() private failed = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void loadLater(HELD).then(() => (this.worded = true));
  }

  protected override render(): unknown {
    const all = this.state?.keeps ?? [];
    if (all.length === 0 || !this.worded) return nothing;
    return html`<section class="block" aria-labelledby="held">
      <h3 id="held">${this.t("held.title")}</h3>
      <p>${this.t("held.about")}</p>
      ${this.failed ? html`<p class="wrong" role="alert">${this.failed}</p>` : nothing}
      <ul>
        ${all.map((one) => this.#one(one))}
      </ul>
    </section>`;
  }

  #one(one: HoldNotice): TemplateResult {
    return html`<li class="line" part="row">
      <b dir="auto">${one.name}</b>
      <p class="words" dir="auto">${one.notice ?? this.t("held.standard")}</p>
      <span>${this.#dates(one)}</span>
      ${asksFor(one) ? this.#asking(one) : nothing}
      <div role="status">${asksFor(one) ? nothing : this.#said(one)}</div>
    </li>`;
  }

  /** Of which dates it is. */
  #dates({ since, until }: HoldNotice): string {
    const from = since ? this.speech.date(since) : this.t("held.beginning");
    return until
      ? this.t("held.between", { from, to: this.speech.date(until) })
      : this.t("held.from", { from });
  }

  #said({ lifted_at: lifted, acknowledged_at: done }: HoldNotice): TemplateResult {
    const date = this.speech.date(lifted ?? done ?? "");
    const text = this.t(lifted ? "held.lifted" : "held.done", { date });
    return html`<p class="none">${icon("check", 16)}<span>${text}</span></p>`;
  }

  #asking(one: HoldNotice): TemplateResult {
    const date = this.speech.date(one.due_at);
    return html`<p class="due">
        ${icon("clock", 16)}
        <span>${this.t(one.overdue ? "held.overdue" : "held.due", { date })}</span>
      </p>
      <button
        type="button"
        class="button primary"
        ?disabled=${this.sending}
        @click=${() => void this.#acknowledge(one)}
      >
        ${this.t("held.acknowledge")}
      </button>`;
  }

  async #acknowledge(one: HoldNotice): Promise<void> {
    const { store } = this;
    if (!store || this.sending) return;
    this.sending = true;
    this.failed = "";
    try {
      await acknowledgeHold(store.port, one);
    } catch (error) {
      this.failed = problemOf(error).detail;
    }
    this.sending = false;
  }
}
