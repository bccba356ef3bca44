/** What is offered while something is written, such as the people behind an `@`. */
import { type ReactiveController, type TemplateResult, html, nothing } from "lit";

import type { OnrecordElement } from "../../base/element.ts";
import { personAvatar, placeAvatar } from "../avatar/avatar.ts";
import type { Named } from "./mentions.ts";
import { type Query, completions, queryAt } from "./queries.ts";

/** What the composer does for its completion. */
export interface Completing {
  people(): readonly Named[];
  /** Put a text in place of what was typed so far, and the caret behind it. */
  replace(from: number, to: number, insert: string): void;
}

export class Completion implements ReactiveController {
  readonly #host: OnrecordElement;
  readonly #composer: Completing;
  #query: Query | null = null;
  #chosen = 0;

  constructor(host: OnrecordElement, composer: Completing) {
    this.#host = host;
    this.#composer = composer;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get options(): readonly Named[] {
    return this.#query ? completions(this.#query, this.#composer.people()) : [];
  }

  /** The id of the option that Enter takes, while there is one. */
  get active(): string | typeof nothing {
    return this.options.length > 0 ? `option-${this.#chosen}` : nothing;
  }

  close(): void {
    if (!this.#query) return;
    this.#query = null;
    this.#host.requestUpdate();
  }

  /** The text or the caret changed. */
  look({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): void {
    this.#query = selectionStart === selectionEnd ? queryAt(value, selectionStart) : null;
    this.#chosen = 0;
    this.#host.requestUpdate();
  }

  /** Whether a key was meant for what is offered. */
  keyed(event: KeyboardEvent): boolean {
    const { options } = this;
    if (options.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#chosen = (this.#chosen + step + options.length) % options.length;
    else if (event.key === "Enter" || event.key === "Tab") this.#take(options[this.#chosen]);
    else if (event.key === "Escape") this.#query = null;
    else return false;
    event.preventDefault();
    event.stopPropagation();
    this.#host.requestUpdate();
    return true;
  }

  #take(person: Named | undefined): void {
    const query = this.#query;
    if (!query || !person) return;
    this.#query = null;
    this.#composer.replace(query.start, query.start + 1 + query.text.length, `@${person.name} `);
  }

  draw(): TemplateResult | typeof nothing {
    const { options } = this;
    if (options.length === 0) return nothing;
    return html`<ul
      class="people"
      id="people"
      role="listbox"
      part="completions"
      aria-label=${this.#host.speech.t("composer.people")}
    >
      ${options.map((person, at) => this.#option(person, at))}
    </ul>`;
  }

  #option(person: Named, at: number): TemplateResult {
    return html`<li
      role="option"
      id="option-${at}"
      aria-selected=${at === this.#chosen ? "true" : "false"}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#take(person)}
    >
      ${/^[!&]/.test(person.id) ? placeAvatar("group", null) : personAvatar(person.id, person.name)}
      <bdi class="clip">${person.name}</bdi>
    </li>`;
  }
}
