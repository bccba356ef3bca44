/** What one is asked to keep for a legal hold, and saying that one knows. */
import { type ReactiveController, type TemplateResult, html, nothing } from "lit";

import type { OnrecordElement } from "../../base/element.ts";
import { acknowledgeHold, listNotices } from "../../core/oversight/kept.ts";
import { problemOf } from "../../core/problems.ts";
import type { ChatStore } from "../../core/types.ts";
import type { HoldNotice } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";

/** How often it is asked for again while it is looked at. */
const AGAIN_MS = 60_000;

export class Held implements ReactiveController {
  readonly #host: OnrecordElement;
  #all: readonly HoldNotice[] | null = null;
  #asked = 0;
  #sending = "";
  #failed = "";

  constructor(host: OnrecordElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#asked = 0;
  }

  /** Whoever is asked for nothing sees nothing of it. */
  render(store: ChatStore): unknown {
    this.#want(store);
    const { t } = this.#host.speech;
    const all = this.#all ?? [];
    if (all.length === 0) return nothing;
    return html`<section class="block" aria-labelledby="held">
      <h3 id="held">${t("held.title")}</h3>
      <p>${t("held.about")}</p>
      ${this.#failed ? html`<p role="alert">${this.#failed}</p>` : nothing}
      <ul>
        ${all.map((one) => this.#one(store, one))}
      </ul>
    </section>`;
  }

  #want(store: ChatStore): void {
    const now = Date.now();
    if (now - this.#asked < AGAIN_MS) return;
    this.#asked = now;
    listNotices(store.port).then(
      ({ data }) => {
        this.#all = data;
        this.#host.requestUpdate();
      },
      () => undefined,
    );
  }

  #one(store: ChatStore, one: HoldNotice): TemplateResult {
    const { t } = this.#host.speech;
    return html`<li class="keep" part="row">
      <b dir="auto">${one.name}</b>
      <span class="words" dir="auto">${one.notice ?? t("held.standard")}</span>
      <span class="dates">${this.#dates(one)}</span>
      ${this.#answer(store, one)}
    </li>`;
  }

  /** Of which dates it is. */
  #dates({ since, until }: HoldNotice): string {
    const { speech } = this.#host;
    const from = since ? speech.date(since) : speech.t("held.beginning");
    return until
      ? speech.t("held.between", { from, to: speech.date(until) })
      : speech.t("held.from", { from });
  }

  #answer(store: ChatStore, one: HoldNotice): unknown {
    const { t, date } = this.#words();
    if (one.lifted_at) return good(t("held.lifted", { date: date(one.lifted_at) }));
    if (one.acknowledged_at) return good(t("held.done", { date: date(one.acknowledged_at) }));
    const due = t(one.overdue ? "held.overdue" : "held.due", { date: date(one.due_at) });
    return html`<span class="due">${icon("clock", 16)}<span>${due}</span></span>
      <button
        type="button"
        class="button primary"
        ?disabled=${this.#sending !== ""}
        @click=${() => void this.#acknowledge(store, one)}
      >
        ${t("held.acknowledge")}
      </button>`;
  }

  #words(): { t: OnrecordElement["speech"]["t"]; date: (at: string) => string } {
    const { speech } = this.#host;
    return { t: speech.t, date: (at) => speech.date(at) };
  }

  async #acknowledge(store: ChatStore, one: HoldNotice): Promise<void> {
    if (this.#sending) return;
    this.#sending = one.hold_id;
    this.#failed = "";
    this.#host.requestUpdate();
    try {
      const done = await acknowledgeHold(store.port, one);
      this.#all = (this.#all ?? []).map((each) => (each.hold_id === done.hold_id ? done : each));
    } catch (error) {
      this.#failed = problemOf(error).detail;
      this.#asked = 0;
    }
    this.#sending = "";
    this.#host.requestUpdate();
  }
}

function good(text: string): TemplateResult {
  return html`<span class="none" role="status">${icon("check", 16)}<span>${text}</span></span>`;
}
