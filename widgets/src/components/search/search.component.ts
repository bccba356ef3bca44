import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordPanel } from "../../base/panel.ts";
import { problemOf, type Problem } from "../../core/problems.ts";
import { type Asked, search } from "../../core/search/actions.ts";
import { begun, holds, toggled } from "../../core/search/asking.ts";
import { Recent } from "../../core/search/recent.ts";
import { conversationTitle } from "../../core/selectors.ts";
import type { Conversation, SearchHit, SearchPage } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { markStyles } from "../../styles/mark.ts";
import { avatarStyles } from "../avatar/avatar.ts";
import { excerptStyles } from "../excerpt/excerpt.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { found } from "./found.ts";
import { Hints } from "./hints.ts";
import { outcome } from "./outcome.ts";
import { searchStyles } from "./search.styles.ts";

/** Milliseconds that typing rests before it is searched for. */
const REST_MS = 250;
const SWITCHES = ["has:file", "has:image", "has:link", "has:pin", "is:thread"] as const;
const REASONS = new Set(["too_short", "bad_date", "unknown_value", "no_value", "not_excluded"]);

/** Searching: a query with filters, what it finds, and how far back it has looked. */
export class OnrecordSearch extends OnrecordPanel {
  static override styles = [
    ...OnrecordPanel.styles,
    avatarStyles,
    stateStyles,
    excerptStyles,
    markStyles,
    searchStyles,
  ];

  @state() private query = "";
  @state() private sort: Asked["sort"] = "newest";
  @state() private hits: readonly SearchHit[] | null = null;
  @state() private page: SearchPage | null = null;
  @state() private busy = false;
  @state() private wrong: Problem | null = null;
  @state() private everywhere = false;
  @state() private known: Readonly<Record<string, Conversation>> = {};

  readonly #hints = new Hints(this, (text, caret) => this.#complete(text, caret));
  #recent: Recent | null = null;
  #round = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #of: string | null | undefined;

  override focusFirst(): void {
    this.find("input")?.focus({ preventScroll: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#rest);
    this.#hints.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.store) this.#recent ??= new Recent(this.store.port);
    const of = this.view?.kind === "search" ? this.view.conversation : null;
    if (of === this.#of) return;
    const again = this.#of !== undefined && this.query.trim() !== "";
    this.#of = of;
    this.everywhere = false;
    if (again) void this.#begin();
  }

  #inside(): string | null {
    return this.everywhere ? null : (this.#of ?? null);
  }

  // -- asking

  #typed(event: InputEvent): void {
    const input = event.target as HTMLInputElement;
    this.query = input.value;
    this.#hints.look(this.store?.port ?? null, input.value, input.selectionStart ?? 0);
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#begin(), REST_MS);
  }

  #ask(query: string): void {
    this.query = query;
    this.#hints.close();
    void this.#begin(true);
  }

  #complete(text: string, caret: number): void {
    this.#ask(text);
    void this.updateComplete.then(() => {
      const input = this.find<HTMLInputElement>("input");
      input?.focus();
      input?.setSelectionRange(caret, caret);
    });
  }

  #filter(key: string): void {
    this.query = begun(this.query, key);
    void this.updateComplete.then(() => {
      const input = this.find<HTMLInputElement>("input");
      input?.focus();
      input?.setSelectionRange(this.query.length, this.query.length);
      this.#hints.look(this.store?.port ?? null, this.query, this.query.length);
    });
  }

  async #begin(kept = false): Promise<void> {
    clearTimeout(this.#rest);
    this.#round += 1;
    this.wrong = null;
    this.hits = null;
    this.page = null;
    this.busy = false;
    if (this.query.trim() === "") return;
    await this.#load(null);
    if (kept && !this.wrong) this.#keep();
  }

  async #load(cursor: string | null): Promise<void> {
    const { store } = this;
    if (!store) return;
    const round = this.#round;
    this.busy = true;
    this.wrong = null;
    try {
      const asked = { query: this.query.trim(), conversation: this.#inside(), sort: this.sort };
      const page = await search(store.port, asked, cursor);
      if (round !== this.#round) return;
      this.hits = [...(cursor === null ? [] : (this.hits ?? [])), ...page.data];
      this.page = page;
      void this.#meet(page.data);
    } catch (error) {
      if (round === this.#round) this.wrong = problemOf(error);
    }
    if (round === this.#round) this.busy = false;
  }

  /** Learn the names of conversations that the list has not loaded. */
  async #meet(hits: readonly SearchHit[]): Promise<void> {
    const loaded = this.state?.conversations ?? {};
    const ids = [...new Set(hits.map((hit) => hit.conversation_id))];
    const strange = ids.filter((id) => !(id in loaded) && !(id in this.known));
    for (const id of strange) {
      const info = await this.store?.port
        .call("conversations.get", { conversation_id: id })
        .catch(() => null);
      if (info) this.known = { ...this.known, [id]: info };
    }
  }

  #keep(): void {
    this.#recent?.add(this.query.trim());
  }

  #open(hit: SearchHit): void {
    this.#keep();
    const { conversation_id: conversation, thread_id: thread } = hit;
    if (thread && hit.in_channel === false)
      return this.side?.open({ kind: "thread", conversation, thread });
    this.side?.reveal(conversation, hit.message_id);
  }

  // -- keys

  #keyed(event: KeyboardEvent): void {
    if (this.#hints.keyed(event)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#ask(this.query);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.find(".to, .recent button")?.focus();
    }
  }

  #walked(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>(".to, .recent button")];
    const at = rows.findIndex((row) => row === (this.renderRoot as ShadowRoot).activeElement);
    event.preventDefault();
    if (at + step < 0) this.find("input")?.focus();
    else rows[at + step]?.focus();
  }

  // -- drawing

  protected override render(): TemplateResult {
    const title = this.#inside() ? "search.title_inside" : "search.title";
    return this.frame(this.t(title), html`${this.#form()}${this.#answer()}`);
  }

  #form(): TemplateResult {
    const label = this.t("search.label");
    return html`<form class="ask" role="search" @submit=${(e: Event) => e.preventDefault()}>
      <input
        type="search"
        class="field"
        part="search"
        dir="auto"
        autocomplete="off"
        maxlength="256"
        role="combobox"
        aria-expanded=${this.#hints.open ? "true" : "false"}
        aria-controls=${this.#hints.open ? "hints" : nothing}
        aria-activedescendant=${this.#hints.active ?? nothing}
        aria-autocomplete="list"
        aria-describedby=${this.wrong ? "wrong" : nothing}
        aria-label=${label}
        placeholder=${label}
        .value=${live(this.query)}
        @input=${this.#typed}
        @keydown=${this.#keyed}
        @blur=${() => this.#hints.close()}
      />
      ${this.#hints.draw(this.speech)} ${this.#chips()}
      ${this.wrong ? html`<p class="wrong" id="wrong" role="alert">${this.#why(this.wrong)}</p>` : nothing}
    </form>`;
  }

  #chips(): TemplateResult {
    const scope = this.#of ? this.#scope() : this.#chip("in:", () => this.#filter("in"));
    return html`<div class="chips" role="group" aria-label=${this.t("search.filters")}>
      ${scope} ${this.#chip("from:", () => this.#filter("from"))}
      ${this.#chip("after:", () => this.#filter("after"))}
      ${this.#chip("before:", () => this.#filter("before"))}
      ${SWITCHES.map((filter) => {
        const flip = (): void => this.#ask(toggled(this.query, filter));
        return this.#chip(filter, flip, holds(this.query, filter));
      })}
    </div>`;
  }

  #scope(): TemplateResult {
    return html`<button
      type="button"
      class="chip"
      aria-pressed=${this.everywhere ? "false" : "true"}
      @click=${() => {
        this.everywhere = !this.everywhere;
        void this.#begin();
      }}
    >
      ${this.t("search.here")}
    </button>`;
  }

  #chip(filter: string, run: () => void, pressed: boolean | null = null): TemplateResult {
    const key = `search.filter_${filter.replace(/:$/u, "").replace(":", "_")}`;
    return html`<button
      type="button"
      class="chip"
      aria-pressed=${pressed === null ? nothing : String(pressed)}
      title=${filter}
      @click=${run}
    >
      ${this.t(key as "search.filter_from")}
    </button>`;
  }

  #why({ code, detail, more }: Problem): string {
    const reason = String(more["reason"] ?? "");
    if (code !== "query_invalid" || !REASONS.has(reason)) return detail;
    return this.t(`search.wrong_${reason}` as "search.wrong_too_short");
  }

  #answer(): unknown {
    if (this.query.trim() === "") return this.#lately();
    if (this.wrong) return this.#failed(this.wrong);
    if (this.hits === null) return skeletonRows(this.t("search.wait"), 5);
    return html`${this.#top()} ${this.hits.length > 0 ? this.#list(this.hits) : nothing}
    ${this.#outcome()}`;
  }

  #failed(wrong: Problem): unknown {
    if (wrong.code === "query_invalid") return nothing;
    return emptyState("alert", this.t("search.failed"), wrong.detail, {
      label: this.t("action.retry"),
      run: () => void this.#begin(),
    });
  }

  #lately(): unknown {
    const queries = this.#recent?.queries ?? [];
    if (queries.length === 0)
      return emptyState("search", this.t("search.start"), this.t("search.start_next"));
    return html`<section class="recent" @keydown=${this.#walked}>
      <div class="head">
        <h3>${this.t("search.recent")}</h3>
        <button
          type="button"
          class="button quiet"
          @click=${() => {
            this.#recent?.clear();
            this.requestUpdate();
          }}
        >
          ${this.t("search.forget")}
        </button>
      </div>
      <ul>
        ${queries.map(
          (one) =>
            html`<li>
              <button type="button" @click=${() => this.#ask(one)}>
                ${icon("search", 16)}<bdi class="clip">${one}</bdi>
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #top(): TemplateResult {
    return html`<label class="head"
      ><span class="sr">${this.t("search.sort")}</span>
      <select
        class="field"
        @change=${(event: Event) => {
          this.sort = (event.target as HTMLSelectElement).value as Asked["sort"];
          void this.#begin();
        }}
      >
        ${(["newest", "relevance"] as const).map(
          (one) =>
            html`<option value=${one} ?selected=${one === this.sort}>
              ${this.t(`search.sort_${one}`)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #list(hits: readonly SearchHit[]): unknown {
    const { state: now } = this;
    if (!now) return nothing;
    return html`<ul class="excerpts" @keydown=${this.#walked}>
      ${repeat(
        hits,
        (hit) => hit.message_id,
        (hit) => {
          const open = (): void => this.#open(hit);
          return found({ hit, state: now, speech: this.speech, where: this.#where(hit), open });
        },
      )}
    </ul>`;
  }

  #where({ conversation_id: id }: SearchHit): string | null {
    if (this.#inside() || !this.state) return null;
    const info = this.state.conversations[id]?.info ?? this.known[id];
    return info ? conversationTitle(this.state, info) : null;
  }

  #outcome(): unknown {
    if (!this.page) return nothing;
    return outcome({
      page: this.page,
      count: this.hits?.length ?? 0,
      query: this.query,
      busy: this.busy,
      speech: this.speech,
      goOn: () => void this.#load(this.page?.next_cursor ?? null),
      ask: (query) => this.#ask(query),
    });
  }
}
