import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { askToJoin, findSpaces, joinSpace, withdraw } from "../../core/spaces/actions.ts";
import type { ChatStore } from "../../core/types.ts";
import type { Space } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { emptyState, skeletonRows } from "../states/states.ts";
import { SpacePanel, facts, spaceAvatar } from "./parts.ts";

const PAUSE_MS = 200;

/** The spaces that one may come into, and those that one is in. */
export class OnrecordSpaces extends SpacePanel {
  @state() private found: readonly Space[] | null = null;
  @state() private cursor: string | null = null;
  @state() private query = "";

  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("view") && this.view?.kind === "spaces") this.#seek("");
  }

  override focusFirst(): void {
    (this.find("input") ?? this.find("h2"))?.focus();
  }

  #typed(event: InputEvent): void {
    const query = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#seek(query), PAUSE_MS);
  }

  #seek(query: string): void {
    this.query = query;
    void this.attempt(() => this.#load(null));
  }

  async #load(cursor: string | null): Promise<void> {
    const { store } = this;
    if (!store) return;
    this.#round += 1;
    const round = this.#round;
    const page = await findSpaces(store.port, this.query, cursor);
    if (round !== this.#round) return;
    this.found = cursor === null ? page.data : [...(this.found ?? []), ...page.data];
    this.cursor = page.next_cursor;
  }

  #do(work: (store: ChatStore) => Promise<unknown>): void {
    const { store } = this;
    if (store) void this.attempt(() => work(store));
  }

  #join(space: Space): void {
    this.#do(async ({ port }) => {
      await joinSpace(port, space.id);
      this.side?.open({ kind: "space", space: space.id });
    });
  }

  #request(space: Space, wanted: boolean): void {
    this.#do(async ({ port }) => {
      await (wanted ? askToJoin(port, space.id) : withdraw(port, space.id));
      this.found = (this.found ?? []).map((one) =>
        one.id === space.id ? { ...one, requested: wanted } : one,
      );
    });
  }

  protected override render(): TemplateResult {
    const mine = this.#mine();
    const others = (this.found ?? []).filter(({ id }) => !this.state?.spaces[id]);
    const inside = html`<input
        type="search"
        class="field"
        autocomplete="off"
        placeholder=${this.t("spaces.find")}
        aria-label=${this.t("spaces.find")}
        @input=${this.#typed}
      />
      ${mine.length > 0 ? this.#group("spaces.mine", mine) : nothing}
      ${this.found ? this.#others(others) : skeletonRows(this.t("wait.message"), 4)}`;
    return this.frame(this.t("list.spaces"), inside, {
      foot: html`<button
        type="button"
        class="button primary"
        @click=${() => this.side?.open({ kind: "founding", space: null })}
      >
        ${icon("plus", 16)}${this.t("founding.space")}
      </button>`,
    });
  }

  /** Those I am in, found like the others: by the start of a word of their title. */
  #mine(): Space[] {
    const wanted = this.query.toLocaleLowerCase();
    const fits = ({ title }: Space): boolean =>
      title
        .toLocaleLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(wanted));
    return Object.values(this.state?.spaces ?? {})
      .filter(fits)
      .sort((a, b) => this.speech.compare(a.title, b.title));
  }

  #others(found: readonly Space[]): TemplateResult {
    if (found.length === 0)
      return emptyState("compass", this.t("spaces.none"), this.t("spaces.none_next"));
    return html`${this.#group("spaces.others", found)}
    ${
      this.cursor
        ? html`<button
            type="button"
            class="button"
            @click=${() => void this.attempt(() => this.#load(this.cursor))}
          >
            ${this.t("list.more")}
          </button>`
        : nothing
    }`;
  }

  #group(key: "spaces.mine" | "spaces.others", spaces: readonly Space[]): TemplateResult {
    return html`<section aria-labelledby=${key}>
      <h3 class="label" id=${key}>${this.t(key)}</h3>
      <ul class="list">
        ${repeat(
          spaces,
          ({ id }) => id,
          (space) => html`<li class="item">${this.#one(space)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #one(space: Space): TemplateResult {
    return html`${spaceAvatar(space)}
      <div class="words">
        <b class="clip" dir="auto">${space.title}</b>
        ${space.about ? html`<small class="clip" dir="auto">${space.about}</small>` : nothing}
        <small>${facts(space, this.speech)}</small>
      </div>
      ${this.#way(space)}`;
  }

  #way(space: Space): TemplateResult {
    if (this.state?.spaces[space.id])
      return this.#button("spaces.view", space, () =>
        this.side?.open({ kind: "space", space: space.id }),
      );
    if (space.access === "open")
      return this.#button("spaces.join", space, () => this.#join(space), "primary");
    const key = space.requested ? "spaces.withdraw" : "spaces.ask";
    return this.#button(key, space, () => this.#request(space, !space.requested));
  }

  #button(
    key: "spaces.view" | "spaces.join" | "spaces.ask" | "spaces.withdraw",
    { title }: Space,
    run: () => void,
    kind = "",
  ): TemplateResult {
    return html`<button
      type="button"
      class="button ${kind}"
      aria-label=${`${this.t(key)}: ${title}`}
      @click=${run}
    >
      ${this.t(key)}
    </button>`;
  }
}
