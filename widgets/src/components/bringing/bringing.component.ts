import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { NamesFirst } from "../../base/names_first.ts";
import { loadLater } from "../../core/i18n.ts";
import { answerAsked, finishAsked, listAsked } from "../../core/oversight/bringing.ts";
import { keepFile } from "../../core/oversight/imports.ts";
import { problemOf } from "../../core/problems.ts";
import { personName } from "../../core/selectors.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { ImportReceipt, ImportRequest } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { BRING } from "../../locales/bring/all.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { nameOf } from "../admin/imports/formats.ts";
import { sizeText } from "../../core/files/files.ts";
import { reviewsStyles } from "../notices/reviews.styles.ts";
import { bringingStyles } from "./bringing.styles.ts";

/** How much of a text is shown before it is sent, so that it is the right one. */
const BEGINNING = 300;

/** What one is asked to bring from other programs: saying yes or no, and sending what one chooses. */
export class OnrecordBringing extends OnrecordElement {
  static override styles = [reset, buttons, reviewsStyles, bringingStyles];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) state: ChatState | null = null;

  @state() private asked: readonly ImportRequest[] = [];
  @state() private worded = false;
  @state() private share: number | null = null;
  @state() private failed = "";
  /** The file that was chosen for a request, and how it begins. */
  @state() private chosen: { readonly id: string; readonly file: File; begins: string } | null =
    null;
  readonly #called = new NamesFirst(this);
  #of: ChatStore | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadLater(BRING).then(() => (this.worded = true));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("store") || this.store === this.#of) return;
    this.#of = this.store;
    void this.#load();
  }

  /** Who cannot be asked, or a server that does not ask, has nothing here. */
  async #load(): Promise<void> {
    const { store } = this;
    if (!store) return;
    const found = await listAsked(store.port, true).catch(() => null);
    if (!found || store !== this.store) return;
    this.asked = found.data;
  }

  async #do(work: (store: ChatStore) => Promise<unknown>): Promise<void> {
    const { store } = this;
    if (!store || this.share !== null) return;
    this.share = 0;
    this.failed = "";
    try {
      await work(store);
      this.chosen = null;
    } catch (error) {
      this.failed = problemOf(error).detail;
    }
    this.share = null;
    await this.#load();
  }

  #answer(one: ImportRequest, agree: boolean): void {
    const said = this.find<HTMLTextAreaElement>(`#said-${one.id}`)?.value.trim() ?? "";
    void this.#do((store) => answerAsked(store.port, one.id, agree, said));
  }

  async #choose(one: ImportRequest, input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    this.chosen = file ? { id: one.id, file, begins: "" } : null;
    if (!file || !/^text\/|json/.test(file.type)) return;
    const begins = await file.slice(0, BEGINNING).text();
    if (this.chosen?.file === file) this.chosen = { ...this.chosen, begins };
  }

  #send(one: ImportRequest, file: File): void {
    const told = (share: number): void => void (this.share = share);
    void this.#do((store) => keepFile(store.port, one.format, file, told, one.id));
  }

  protected override render(): unknown {
    if (this.asked.length === 0 || !this.worded || !this.#named()) return nothing;
    return html`<section class="block" aria-labelledby="bring">
      <h3 id="bring">${this.t("bring.title")}</h3>
      <p>${this.t("bring.about")}</p>
      ${this.failed ? html`<p class="wrong" role="alert">${this.failed}</p>` : nothing}
      <ul>
        ${this.asked.map((one) => this.#one(one))}
      </ul>
    </section>`;
  }

  #named(): boolean {
    const { store, state: now } = this;
    const people = this.asked.map(({ requested_by: by }) => by);
    return !store || !now || this.#called.known(store.port, now, people);
  }

  #one(one: ImportRequest): TemplateResult {
    const name = this.state ? personName(this.state, one.requested_by) : one.requested_by;
    return html`<li class="line" part="row">
      <b>${this.t("bring.asked", { name, program: nameOf(one.format) })}</b>
      <p class="reason" dir="auto">${one.reason ?? ""}</p>
      ${this.#dates(one)}
      <div role="status">${this.#stands(one)}</div>
      ${one.receipts.map((each) => this.#receipt(one, each))} ${this.#next(one)}
    </li>`;
  }

  #dates({ since, until }: ImportRequest): unknown {
    if (!since && !until) return nothing;
    const [from, to] = [since, until].map((at) => (at ? this.speech.date(at) : "…"));
    return html`<span>${this.t("bring.dates", { from: from ?? "", to: to ?? "" })}</span>`;
  }

  #stands({ state: how, due_at: due, answered_at: said, ended_at: end }: ImportRequest): unknown {
    const { speech } = this;
    if (how === "asked")
      return html`<p class="due">
        ${icon("clock", 16)}<span>${this.t("bring.due", { date: speech.date(due) })}</span>
      </p>`;
    const date = speech.date((how === "done" || how === "withdrawn" ? end : said) ?? due);
    return html`<p>${this.t(`bring.${how}`, { date })}</p>`;
  }

  #receipt({ state: how, format }: ImportRequest, each: ImportReceipt): TemplateResult {
    const size = sizeText(each.size, this.speech.lang);
    const facts = this.t("bring.receipt", { size, hash: each.sha256 ?? "…" });
    return html`<div class="receipt">
      <b dir="auto">${each.name || nameOf(format)}</b>
      <code>${facts}</code>
      ${how === "declined" && each.said === 0 ? html`<span>${this.t("bring.not_used")}</span>` : nothing}
    </div>`;
  }

  #next(one: ImportRequest): unknown {
    if (one.state === "asked") return this.#asking(one);
    if (one.state === "agreed") return this.#sending(one);
    if (one.state !== "declined") return nothing;
    return html`<div class="acts">
      ${this.#button("bring.agree", () => this.#answer(one, true))}
    </div>`;
  }

  #asking(one: ImportRequest): TemplateResult {
    return html`<label class="labelled"
        ><span>${this.t("bring.said")}</span>
        <textarea class="field" id="said-${one.id}" rows="2" maxlength="2000" dir="auto"></textarea>
      </label>
      <div class="acts">
        ${this.#button("bring.agree", () => this.#answer(one, true), "primary")}
        ${this.#button("bring.declining", () => this.#answer(one, false))}
      </div>`;
  }

  #sending(one: ImportRequest): TemplateResult {
    const chosen = this.chosen?.id === one.id ? this.chosen : null;
    const program = nameOf(one.format);
    return html`<label class="labelled"
        ><span>${this.t("bring.choose", { program })}</span>
        <input
          class="field"
          type="file"
          @change=${({ target }: Event) => void this.#choose(one, target as HTMLInputElement)}
        />
      </label>
      ${chosen ? this.#looked(chosen.begins) : nothing}
      <div class="acts">
        ${chosen ? this.#button("bring.send", () => this.#send(one, chosen.file), "primary") : nothing}
        ${this.#ending(one)}
        ${this.#button("bring.declining", () => this.#answer(one, false), "quiet")}
      </div>`;
  }

  /** How the file begins, and how much of it has gone. */
  #looked(begins: string): TemplateResult {
    const { share } = this;
    return html`${
      begins
        ? html`<span>${this.t("bring.begins")}</span>
            <pre dir="auto">${begins}</pre>`
        : nothing
    }
    ${
      share === null
        ? nothing
        : html`<progress max="1" value=${share} aria-label=${this.t("bring.sending")}></progress>`
    }`;
  }

  #ending({ id, receipts }: ImportRequest): unknown {
    if (receipts.length === 0) return nothing;
    return this.#button("bring.finish", () => void this.#do(({ port }) => finishAsked(port, id)));
  }

  #button(
    key: "bring.agree" | "bring.declining" | "bring.send" | "bring.finish",
    act: () => void,
    kind = "",
  ): TemplateResult {
    return html`<button
      type="button"
      class="button ${kind}"
      ?disabled=${this.share !== null}
      @click=${act}
    >
      ${this.t(key)}
    </button>`;
  }
}
