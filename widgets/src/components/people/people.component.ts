import { type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { Person } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { avatarStyles, personAvatar } from "../avatar/avatar.ts";

const PAUSE_MS = 150;

/** A field that finds people by name and keeps those chosen. Tells `change` (people). */
export class OnrecordPeople extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    avatarStyles,
    css`
      :host {
        --_size: 24px;
        display: block;
        font: var(--_t2);
      }
      label {
        display: block;
        margin-block-end: 4px;
        font-weight: 600;
      }
      .box {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
        padding: 4px;
        border: 1px solid var(--_edge);
        border-radius: var(--_r);
        background: var(--_surface);
      }
      .box:focus-within {
        outline: 2px solid var(--_accent-text);
        outline-offset: -1px;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        max-inline-size: 100%;
        padding-inline-start: 4px;
        border-radius: 16px;
        background: var(--_own);
      }
      .chip .icon {
        inline-size: 28px;
        block-size: 28px;
        border-radius: 50%;
      }
      input {
        flex: 1;
        min-inline-size: 120px;
        min-block-size: max(28px, calc(var(--_target) - 10px));
        padding-inline: 8px;
        border: 0;
        background: none;
        font: var(--_t3);
      }
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--_muted);
        opacity: 1;
      }
      ul {
        max-block-size: 232px;
        margin-block-start: 4px;
        padding: 4px;
        overflow-y: auto;
        border-radius: var(--_r);
        background: var(--_surface-2);
      }
      li {
        --_size: 32px;
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 44px;
        padding: 4px 8px;
        border-radius: var(--_r-s);
        cursor: pointer;
      }
      li span.who {
        min-inline-size: 0;
      }
      li small {
        display: block;
        color: var(--_muted);
        font: var(--_t1);
      }
      li[aria-selected="true"] {
        background: var(--_own);
      }
      li:hover {
        background: var(--_surface-3);
      }
      .none {
        padding: 12px 8px;
        color: var(--_muted);
      }
      @media (forced-colors: active) {
        li[aria-selected="true"] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  /** Finds people; set by the parent. */
  search: (query: string) => Promise<readonly Person[]> = () => Promise.resolve([]);
  /** What stands above the field; the usual words where nothing is given. */
  @property() label = "";
  /** How many can be chosen: one more takes the place of the first. */
  @property({ type: Number }) most = Infinity;
  /** People who are there already. */
  @property({ attribute: false }) without: ReadonlySet<string> = new Set();

  @state() private chosen: readonly Person[] = [];
  @state() private found: readonly Person[] | null = null;
  @state() private at = 0;
  /** Whether the suggestions are away: the reader went elsewhere, or pressed Escape. */
  @state() private away = false;
  #asked = 0;
  #query = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pressing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("pointerdown", this.#down, true);
    addEventListener("pointerup", this.#up, true);
    addEventListener("pointercancel", this.#up, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this.#down, true);
    removeEventListener("pointerup", this.#up, true);
    removeEventListener("pointercancel", this.#up, true);
  }

  get value(): readonly Person[] {
    return this.chosen;
  }

  set value(people: readonly Person[]) {
    this.chosen = people;
  }

  /** Start again with nobody. */
  clear(): void {
    this.chosen = [];
    this.away = false;
    this.#forget();
    this.#search("");
  }

  #forget(): void {
    const input = this.find<HTMLInputElement>("input");
    if (input) input.value = "";
    this.found = null;
    this.at = 0;
  }

  #typed(event: InputEvent): void {
    const { value } = event.target as HTMLInputElement;
    this.away = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(value.trim()), PAUSE_MS);
  }

  #search(query: string): void {
    this.#query = query;
    const asked = ++this.#asked;
    const show = (people: readonly Person[]): void => {
      if (asked !== this.#asked) return;
      this.found = people;
      this.at = 0;
    };
    this.search(query).then(show, () => show([]));
  }

  /** The field is what the keyboard is for. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.find("input")?.focus(options));
  }

  #options(): readonly Person[] {
    const taken = new Set([...this.without, ...this.chosen.map((person) => person.id)]);
    return (this.found ?? []).filter((person) => !taken.has(person.id));
  }

  #choose(person: Person | undefined): void {
    if (!person) return;
    this.#set([...this.chosen, person].slice(-this.most));
    this.away = this.most === 1;
    this.#forget();
    this.#search("");
    this.find("input")?.focus();
  }

  #set(people: readonly Person[]): void {
    this.chosen = people;
    this.tell("change", people);
  }

  #keyed(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement;
    const options = this.#options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) this.at = (this.at + step + options.length) % options.length;
    else if (event.key === "Enter" && options.length > 0) this.#choose(options[this.at]);
    else if (event.key === "Backspace" && input.value === "") this.#set(this.chosen.slice(0, -1));
    else return;
    if (event.key !== "Backspace") event.preventDefault();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#leave(event);
    else this.#keyed(event);
  }

  /** Escape closes the suggestions first, and only then what is around them. */
  #leave(event: KeyboardEvent): void {
    if (this.away || this.#options().length === 0) return;
    event.stopPropagation();
    this.away = true;
  }

  /** The suggestions go; a press on what stands below them finds it where it was. */
  #left(): void {
    if (!this.#pressing) this.away = true;
  }

  #down = (): void => {
    this.#pressing = true;
  };

  #up = (): void => {
    this.#pressing = false;
    setTimeout(() => {
      if (!this.matches(":focus-within")) this.away = true;
    });
  };

  /** Nothing is suggested before one asks, and nothing to who is elsewhere. */
  #quiet(options: readonly Person[]): boolean {
    return this.away || !this.found || (options.length === 0 && this.#query === "");
  }

  protected override render(): TemplateResult {
    const options = this.#options();
    const quiet = this.#quiet(options);
    return html`
      <label for="find">${this.label || this.t("people.label")}</label>
      <div class="box" part="people">
        ${this.chosen.map((person) => this.#chip(person))}
        <input
          id="find"
          dir="auto"
          autocomplete="off"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${quiet ? "false" : "true"}
          aria-controls="found"
          aria-activedescendant=${options.length > 0 ? `person-${this.at}` : nothing}
          placeholder=${this.chosen.length > 0 ? "" : this.t("people.hint")}
          @input=${this.#typed}
          @keydown=${this.#pressed}
          @focus=${() => (this.away = false)}
          @blur=${this.#left}
        />
      </div>
      <ul id="found" role="listbox" aria-label=${this.t("people.found")} ?hidden=${quiet}>
        ${options.map((person, at) => this.#option(person, at))}
        ${
          options.length === 0
            ? html`<li class="none" role="option" aria-disabled="true" aria-selected="false">
                ${this.t("people.none")}
              </li>`
            : nothing
        }
      </ul>
    `;
  }

  #chip(person: Person): TemplateResult {
    const label = this.t("people.drop", { name: person.name });
    return html`<span class="chip">
      ${personAvatar(person.id, person.name)}<bdi class="clip">${person.name}</bdi>
      <button
        type="button"
        class="icon"
        aria-label=${label}
        title=${label}
        @click=${() => this.#set(this.chosen.filter((one) => one.id !== person.id))}
      >
        ${icon("close", 16)}
      </button>
    </span>`;
  }

  #option(person: Person, at: number): TemplateResult {
    const about = Object.values(person.attributes)[0];
    return html`<li
      role="option"
      id="person-${at}"
      aria-selected=${at === this.at ? "true" : "false"}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(person)}
    >
      ${personAvatar(person.id, person.name)}
      <span class="who clip"
        ><bdi>${person.name}</bdi
        >${about ? html`<small dir="auto">${about}</small>` : nothing}</span
      >
    </li>`;
  }
}
