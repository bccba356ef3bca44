import { type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { findPlaces } from "../../../core/oversight/grants.ts";
import type { FoundPlace, FoundPlaces } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { note, problemBox } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { placeLine, placeName, shortId } from "./place.ts";
import { placesStyles } from "./places.styles.ts";

const ID = /cnv_[0-9a-f]{32}/g;
/** What a conversation is about in the host's app: a kind and a key. */
const SUBJECT = /^[\w.-]{1,40}:[\w.:/-]{1,120}$/;

/** Finds conversations by who is in them or by a name, shows their outside alone, and keeps those chosen. */
export class OnrecordAdminPlaces extends AdminSection {
  static override styles = [...AdminSection.styles, placesStyles];

  /** The rule under which one asks: it says who may look for what. */
  @property() trigger = "";
  /** Those in whose company conversations are looked for. */
  @property({ attribute: false }) people: readonly string[] = [];

  @state() private chosen: ReadonlyMap<string, FoundPlace | undefined> = new Map();
  @state() private found: FoundPlaces | null = null;
  @state() private query = "";
  /** What was looked for, where that was a subject. */
  @state() private about: string | null = null;
  @state() private busy = false;

  /** The ids of the conversations that were chosen. */
  get value(): string[] {
    return [...this.chosen.keys()];
  }

  async #search(): Promise<void> {
    const { portal, trigger, query } = this;
    const ids = query.match(ID);
    if (!portal || this.busy) return;
    if (ids) return this.#takeIds(ids);
    this.busy = true;
    const [people, said] = [[...this.people], query.trim()];
    const about = SUBJECT.test(said) ? said : null;
    await this.attempt(async () => {
      const by = about ? { subject: about } : { query: said };
      this.found = await findPlaces(portal.store.port, { trigger, people, ...by });
      this.about = about;
    });
    this.busy = false;
  }

  #takeIds(ids: readonly string[]): void {
    this.chosen = new Map([
      ...this.chosen,
      ...ids.map((id): [string, undefined] => [id, undefined]),
    ]);
    this.query = "";
  }

  #take(place: FoundPlace): void {
    this.chosen = new Map([...this.chosen, [place.id, place]]);
  }

  #drop(id: string): void {
    this.chosen = new Map([...this.chosen].filter(([one]) => one !== id));
    void this.updateComplete.then(() => this.find("input")?.focus());
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void this.#search();
  }

  protected override render(): TemplateResult {
    return html`<div class="labelled" role="group" aria-labelledby="name">
      <p class="label" id="name">${this.t("grants.conversations")}</p>
      ${this.#chosen()}
      <div class="line">
        <input
          class="field"
          dir="auto"
          maxlength="161"
          autocomplete="off"
          aria-label=${this.t("grants.places_name")}
          aria-describedby="hint"
          placeholder=${this.t("grants.places_such")}
          .value=${this.query}
          @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#keyed(event)}
        />
        <button
          type="button"
          class="button"
          ?disabled=${this.busy}
          @click=${() => void this.#search()}
        >
          ${icon("search", 16)}${this.t("grants.places_find")}
        </button>
      </div>
      <p class="hint" id="hint">
        ${this.t(this.people.length > 0 ? "grants.places_hint_people" : "grants.places_hint")}
      </p>
      ${problemBox(this.problem)}
      <div role="status">${this.found ? this.#found(this.found) : nothing}</div>
    </div>`;
  }

  #chosen(): unknown {
    if (this.chosen.size === 0) return nothing;
    return html`<ul class="taken">
      ${[...this.chosen].map(([id, place]) => {
        const name = place ? placeName(place, this.speech) : shortId(id);
        const label = this.t("people.drop", { name });
        return html`<li>
          ${placeLine(place, id, this.speech)}
          <button
            type="button"
            class="icon"
            aria-label=${label}
            title=${label}
            @click=${() => this.#drop(id)}
          >
            ${icon("close", 16)}
          </button>
        </li>`;
      })}
    </ul>`;
  }

  #found({ data, more }: FoundPlaces): unknown {
    const rest = data.filter((one) => !this.chosen.has(one.id));
    if (data.length === 0) return note("search", this.#none());
    return html`${
      rest.length > 0
        ? html`<p class="hint">${this.t("grants.places_found", { count: rest.length })}</p>
            <ul class="found">
              ${rest.map((one) => html`<li>${this.#option(one)}</li>`)}
            </ul>`
        : nothing
    }
    ${more ? note("info", this.t("grants.places_more")) : nothing}`;
  }

  #none(): string {
    const { about } = this;
    return about
      ? this.t("grants.places_none_about", { subject: about })
      : this.t("grants.places_none");
  }

  #option(place: FoundPlace): TemplateResult {
    return html`<button type="button" class="option" @click=${() => this.#take(place)}>
      ${placeLine(place, place.id, this.speech)}
      <span class="add">${icon("plus", 16)}${this.t("grants.place_take")}</span>
    </button>`;
  }
}
