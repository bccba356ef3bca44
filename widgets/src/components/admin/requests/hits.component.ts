import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { searchGranted } from "../../../core/oversight/grants.ts";
import type { Grant, GrantedHits, SearchHit } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { markStyles } from "../../../styles/mark.ts";
import { personAvatar } from "../../avatar/avatar.ts";
import { Form } from "../form.ts";
import { moment, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { hitsStyles } from "./hits.styles.ts";
import { saidStyles } from "./said.styles.ts";

/** Looking for words in what a grant opens; each conversation that was looked through hears of it. */
export class OnrecordAdminHits extends AdminSection {
  static override styles = [...AdminSection.styles, saidStyles, markStyles, hitsStyles];

  @property({ attribute: false }) grant: Grant | null = null;

  @state() private page: GrantedHits | null = null;
  @state() private hits: readonly SearchHit[] = [];
  @state() private query = "";
  #searched = 0;

  readonly #form = new Form(this, (selector) => this.find(selector));

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has("grant") || changed.get("grant")?.id === this.grant?.id) return;
    this.page = null;
    this.hits = [];
    this.query = "";
  }

  async #search(before: number | null): Promise<void> {
    const { portal, grant, query } = this;
    if (!portal || !grant) return;
    await this.#form.send(async () => {
      const page = await searchGranted(portal.store.port, grant.id, query, before);
      portal.store.loadPeople(page.data.map(({ author }) => author));
      this.#searched = page.searched + (before === null ? 0 : this.#searched);
      this.hits = before === null ? page.data : [...this.hits, ...page.data];
      this.page = page;
    });
  }

  #submitted(event: Event): void {
    event.preventDefault();
    if (this.query.trim()) void this.#search(null);
  }

  #open(hit: SearchHit): void {
    const detail = { id: hit.conversation_id };
    this.dispatchEvent(new CustomEvent("open-place", { detail }));
  }

  protected override render(): unknown {
    const hint = this.t("grants.search_hint");
    return html`<form class="asked" @submit=${(event: Event) => this.#submitted(event)}>
        ${this.#form.field(
          { name: "query", label: this.t("grants.search"), hint },
          ({ id, invalid, describes }) =>
            html`<div class="line">
              <input
                id=${id}
                class="field"
                type="search"
                enterkeyhint="search"
                maxlength="256"
                aria-invalid=${invalid}
                aria-describedby=${describes}
                .value=${this.query}
                @input=${(event: InputEvent) => (this.query = (event.target as HTMLInputElement).value)}
              />
              <button class="button" ?disabled=${this.#form.busy || !this.query.trim()}>
                ${this.t("grants.find")}
              </button>
            </div>`,
        )}
      </form>
      ${this.#form.box()}
      <div role="status">${this.page ? this.#said(this.page) : nothing}</div>
      ${this.#list()}`;
  }

  #said({ searched_to: to }: GrantedHits): TemplateResult {
    const found = this.t("grants.found", { count: this.hits.length });
    const searched = this.t("grants.searched", { count: this.#searched });
    return html`<p class="about">
      ${found} ${searched}
      ${to ? html`${this.t("grants.back_to")} ${moment(this.speech, to)}` : nothing}
    </p>`;
  }

  #list(): unknown {
    if (!this.page) return nothing;
    const older = this.page.next_before ?? null;
    return html`<ol class="lines">
        ${this.hits.map((hit) => html`<li>${this.#hit(hit)}</li>`)}
      </ol>
      ${
        older === null
          ? note("check", this.t("grants.searched_all"))
          : html`<button
              type="button"
              class="button"
              ?disabled=${this.#form.busy}
              @click=${() => void this.#search(older)}
            >
              ${this.t("grants.search_older")}
            </button>`
      }`;
  }

  #hit(hit: SearchHit): TemplateResult {
    const name = this.who(hit.author);
    return html`<button type="button" class="one" part="row" @click=${() => this.#open(hit)}>
      ${personAvatar(hit.author, name)}
      <span class="says">
        <span class="by"><b dir="auto">${name}</b> ${moment(this.speech, hit.created_at)}</span>
        <span class="words" dir="auto"
          >${hit.excerpt.map((one) => (one.hit ? html`<mark>${one.text}</mark>` : one.text))}</span
        >
        ${(hit.attachments ?? []).map(
          (file) => html`<span class="file">${icon("file", 16)}<bdi>${file.name}</bdi></span>`,
        )}
      </span>
    </button>`;
  }
}
