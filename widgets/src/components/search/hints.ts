/** What the value of `from:` or `in:` may be, while it is written. */
import { type ReactiveController, type ReactiveControllerHost, html, nothing } from "lit";

import type { Speech } from "../../base/speech.ts";
import type { Port } from "../../core/port.ts";
import { suggest } from "../../core/search/actions.ts";
import { type Asking, answered, askingAt } from "../../core/search/asking.ts";
import { icon } from "../../icons/icons.ts";
import { personAvatar } from "../avatar/avatar.ts";

interface Hint {
  readonly value: string;
  readonly name: string;
  readonly person: boolean;
}

const REST_MS = 120;

export class Hints implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #chosen: (text: string, caret: number) => void;
  #text = "";
  #asking: Asking | null = null;
  #hints: readonly Hint[] = [];
  #at = 0;
  #round = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, chosen: (text: string, caret: number) => void) {
    this.#host = host;
    this.#chosen = chosen;
    host.addController(this);
  }

  hostConnected(): void {}

  get open(): boolean {
    return this.#hints.length > 0;
  }

  /** The id of the hint that Enter takes. */
  get active(): string | null {
    return this.open ? `hint-${this.#at}` : null;
  }

  /** Look what the caret is in, and ask for what begins so. */
  look(port: Port | null, text: string, caret: number): void {
    clearTimeout(this.#rest);
    this.#text = text;
    this.#asking = askingAt(text, caret);
    if (!this.#asking?.value || !port) return this.close();
    const { key, value } = this.#asking;
    this.#round += 1;
    const round = this.#round;
    this.#rest = setTimeout(() => void this.#fetch(port, key, value, round), REST_MS);
  }

  async #fetch(port: Port, key: Asking["key"], value: string, round: number): Promise<void> {
    const found = await suggest(port, value).catch(() => null);
    if (!found || round !== this.#round) return;
    const people = new Map(found.people.map((one) => [one.id, one.name]));
    const named = found.people.map(({ id, name }) => ({ value: id, name, person: true }));
    const places = found.conversations.map((one) => {
      const name = one.title || (people.get(one.counterpart ?? "") ?? one.counterpart ?? one.id);
      return { value: one.id, name, person: one.counterpart !== null };
    });
    this.#hints = key === "from" ? named : places;
    this.#at = 0;
    this.#host.requestUpdate();
  }

  close(): void {
    clearTimeout(this.#rest);
    this.#round += 1;
    if (!this.open) return;
    this.#hints = [];
    this.#host.requestUpdate();
  }

  /** Move among the hints, take one or close; answers whether the key was for them. */
  keyed(event: KeyboardEvent): boolean {
    if (!this.open) return false;
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step === undefined && key !== "Enter" && key !== "Tab" && key !== "Escape") return false;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Escape") this.close();
    else if (step === undefined) this.#take(this.#at);
    else {
      this.#at = (this.#at + step + this.#hints.length) % this.#hints.length;
      this.#host.requestUpdate();
    }
    return true;
  }

  #take(index: number): void {
    const hint = this.#hints[index];
    if (!hint || !this.#asking) return;
    const [text, caret] = answered(this.#text, this.#asking, hint.value);
    this.close();
    this.#chosen(text, caret);
  }

  draw(speech: Speech): unknown {
    if (!this.open) return nothing;
    return html`<ul class="hints" id="hints" role="listbox" aria-label=${speech.t("search.hints")}>
      ${this.#hints.map(
        (hint, index) =>
          html`<li
            id="hint-${index}"
            role="option"
            aria-selected=${index === this.#at ? "true" : "false"}
            @mousedown=${(event: Event) => {
              event.preventDefault();
              this.#take(index);
            }}
          >
            ${hint.person ? personAvatar(hint.value, hint.name) : icon("chat", 16)}<bdi class="clip"
              >${hint.name}</bdi
            >
          </li>`,
      )}
    </ul>`;
  }
}
