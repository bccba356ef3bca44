import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { loadLater } from "../../core/i18n.ts";
import {
  fetchDataArchive,
  listDataRequests,
  makeDataRequest,
  withdrawDataRequest,
} from "../../core/oversight/data_requests.ts";
import { problemOf } from "../../core/problems.ts";
import type { ChatStore } from "../../core/types.ts";
import type { DataArchive, DataRequest, DataRequestKind } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { DATA } from "../../locales/data/all.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { reviewsStyles } from "../notices/reviews.styles.ts";
import { ownStyles } from "./own.styles.ts";
import { KINDS, dueWords, isOpen, keptWords, mayWithdraw, stands } from "./words.ts";

/** What one asks of what is kept about oneself: asking, how far it has come, what stays and why. */
export class OnrecordData extends OnrecordElement {
  static override styles = [reset, buttons, reviewsStyles, ownStyles];

  @property({ attribute: false }) store: ChatStore | null = null;

  @state() private found: readonly DataRequest[] | null = null;
  @state() private cursor: string | null = null;
  @state() private worded = false;
  @state() private asking = false;
  @state() private busy = false;
  @state() private failed = "";
  /** The request that is about to be taken back. */
  @state() private leaving: string | null = null;
  #of: ChatStore | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadLater(DATA).then(() => (this.worded = true));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("store") || this.store === this.#of) return;
    this.#of = this.store;
    void this.#load(null);
  }

  async #load(cursor: string | null): Promise<void> {
    const { store } = this;
    if (!store) return;
    try {
      const page = await listDataRequests(store.port, false, cursor);
      if (store !== this.store) return;
      this.found = [...(cursor === null ? [] : (this.found ?? [])), ...page.data];
      this.cursor = page.next_cursor;
    } catch (error) {
      this.failed = problemOf(error).detail;
    }
  }

  /** Do it; the list is asked for again, and what was refused is said. Answers whether it was done. */
  async #do(work: (store: ChatStore) => Promise<unknown>): Promise<boolean> {
    const { store } = this;
    if (!store || this.busy) return false;
    this.busy = true;
    this.failed = "";
    try {
      await work(store);
      await this.#load(null);
    } catch (error) {
      this.failed = problemOf(error).detail;
    }
    this.busy = false;
    return this.failed === "";
  }

  #focus(selector: string): void {
    void this.updateComplete.then(() => this.find(selector)?.focus());
  }

  protected override render(): unknown {
    if (!this.worded) return nothing;
    return html`<section class="block" aria-labelledby="data">
      <h3 id="data">${this.t("data.own")}</h3>
      <p>${this.t("data.own_about")}</p>
      ${this.failed ? html`<p class="wrong" role="alert">${this.failed}</p>` : nothing}
      ${this.asking ? this.#form() : this.#begin()} ${this.#all()}
    </section>`;
  }

  #begin(): TemplateResult {
    const begin = (): void => {
      this.asking = true;
      this.#focus("input");
    };
    return html`<button type="button" class="button ask" @click=${begin}>
      ${this.t("data.own_ask")}
    </button>`;
  }

  #form(): TemplateResult {
    return html`<form @submit=${(event: Event) => void this.#submit(event)}>
      <fieldset>
        <legend>${this.t("data.own_what")}</legend>
        ${KINDS.map((one, at) => this.#kind(one, at === 0))}
      </fieldset>
      <label class="labelled"
        ><b>${this.t("data.own_said")}</b>
        <textarea
          class="field"
          name="said"
          rows="3"
          dir="auto"
          minlength="10"
          maxlength="2000"
          aria-describedby="said-hint"
        ></textarea>
      </label>
      <p class="hint" id="said-hint">${this.t("data.own_said_hint")}</p>
      <div class="acts">
        <button type="submit" class="button primary" ?disabled=${this.busy}>
          ${this.t("data.own_send")}
        </button>
        <button type="button" class="button" @click=${() => this.#leave()}>
          ${this.t("action.cancel")}
        </button>
      </div>
    </form>`;
  }

  #kind(kind: DataRequestKind, chosen: boolean): TemplateResult {
    return html`<label class="kind"
      ><input type="radio" name="kind" value=${kind} .defaultChecked=${chosen} />
      <span>${this.t(`data.ask.${kind}`)}</span>
      <small>${this.t(`data.ask_about.${kind}`)}</small></label
    >`;
  }

  #leave(): void {
    this.asking = false;
    this.failed = "";
    this.#focus(".ask");
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const said = String(given.get("said") ?? "").trim() || null;
    const kind = String(given.get("kind")) as DataRequestKind;
    if (await this.#do((store) => makeDataRequest(store.port, { kind, said }))) this.#leave();
  }

  #all(): unknown {
    const { found, cursor } = this;
    if (!found || found.length === 0) return nothing;
    return html`<ul>
        ${found.map((one) => this.#one(one))}
      </ul>
      ${
        cursor
          ? html`<button type="button" class="button" @click=${() => void this.#load(cursor)}>
              ${this.t("list.more")}
            </button>`
          : nothing
      }`;
  }

  #one(one: DataRequest): TemplateResult {
    const date = this.speech.date(one.received_at);
    return html`<li class="line ${isOver(one) ? "past" : ""}" part="row">
      <b>${this.t(`data.ask.${one.kind}`)}</b>
      <span>${this.t("data.own_line", { date, state: this.#state(one) })}</span>
      ${this.#due(one)}
      <div role="status">${this.#came(one)}</div>
      ${one.said ? html`<q dir="auto">${one.said}</q>` : nothing} ${this.#kept(one)}
      ${this.#told(one)} ${one.archive ? this.#archive(one.id, one.archive) : nothing}
      ${mayWithdraw(one) ? this.#withdrawing(one) : nothing}
    </li>`;
  }

  #due(one: DataRequest): unknown {
    const due = dueWords(one, this.speech, Date.now());
    if (!due) return nothing;
    return html`<p class=${one.overdue ? "due late" : "due"}>${icon("clock", 16)} ${due}</p>`;
  }

  #told({ answer, extended }: DataRequest): unknown {
    const said = answer ?? extended;
    if (!said) return nothing;
    return html`<p>${this.t(answer ? "data.own_answer" : "data.own_extended")}</p>
      <q dir="auto">${said}</q>`;
  }

  /** That it was weighed is for those who answer. */
  #state({ state: how }: DataRequest): string {
    const waits = how === "identified" || how === "weighed";
    return this.t(waits ? "data.state.identified_own" : `data.state.${how}`);
  }

  #came(one: DataRequest): unknown {
    // The copy itself says how far it is.
    if (isOpen(one) || (one.state === "done" && one.archive)) return nothing;
    return html`<p>${stands(one, this.speech)}</p>`;
  }

  /** The copy waits, is open, or is gone. */
  #archive(id: string, archive: DataArchive): TemplateResult {
    const { open_until: open, until, sha256 } = archive;
    const now = Date.now();
    const end = open ?? until;
    if (Date.parse(end) <= now) return html`<p>${this.t("data.archive_gone")}</p>`;
    const said = open
      ? this.t("data.archive_open", { time: this.speech.time(open) })
      : this.t("data.archive_waits", { date: this.speech.date(until) });
    return html`<p>${said}</p>
      <button
        type="button"
        class="button primary"
        ?disabled=${this.busy}
        @click=${() => void this.#do((store) => fetchDataArchive(store.port, id))}
      >
        ${icon("down", 16)}${this.t(open ? "data.archive_again" : "data.archive_fetch")}
      </button>
      <span>${this.t("data.archive_hash")} <code dir="ltr">${sha256}</code></span>`;
  }

  #kept({ kept }: DataRequest): unknown {
    if (kept.length === 0) return nothing;
    return html`<ul class="kept">
      ${kept.map((one) => html`<li>${keptWords(one, this.speech)}</li>`)}
    </ul>`;
  }

  #withdrawing({ id, kind }: DataRequest): TemplateResult {
    if (this.leaving !== id)
      return html`<button
        type="button"
        class="link withdraw"
        aria-label=${`${this.t("data.withdraw")}: ${this.t(`data.ask.${kind}`)}`}
        @click=${() => this.#sure(id)}
      >
        ${this.t("data.withdraw")}
      </button>`;
    return html`<p>${this.t("data.withdraw_sure")}</p>
      <div class="acts">
        <button
          type="button"
          class="button sure"
          ?disabled=${this.busy}
          @click=${() => void this.#withdraw(id)}
        >
          ${this.t("data.withdraw")}
        </button>
        <button type="button" class="button" @click=${() => this.#sure(null)}>
          ${this.t("data.withdraw_not")}
        </button>
      </div>`;
  }

  #sure(id: string | null): void {
    this.leaving = id;
    this.#focus(id === null ? ".withdraw" : ".sure");
  }

  async #withdraw(id: string): Promise<void> {
    await this.#do((store) => withdrawDataRequest(store.port, id));
    this.leaving = null;
    this.#focus(".ask");
  }
}

/** Whether nothing is left to do about it: a copy that waits is still to be fetched. */
function isOver(one: DataRequest): boolean {
  const { archive } = one;
  const waits = archive !== null && Date.parse(archive.open_until ?? archive.until) > Date.now();
  return !mayWithdraw(one) && !waits;
}
