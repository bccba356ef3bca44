/** What is offered while something is written; what offers it comes after what one writes in. */
import { nothing } from "lit";

import type { OnrecordElement } from "../../base/element.ts";
import type { Completing, Completion } from "./completion.ts";

export class Offered {
  readonly #host: OnrecordElement;
  readonly #composer: Completing;
  #completion: Completion | null = null;

  constructor(host: OnrecordElement, composer: Completing) {
    this.#host = host;
    this.#composer = composer;
    void this.#load();
  }

  /** What cannot be loaded, such as without a network, is asked for again by the next letter. */
  async #load(): Promise<void> {
    const part = await import("./completion.ts").catch(() => null);
    if (part) this.#completion ??= new part.Completion(this.#host, this.#composer);
  }

  /** The id of the option that Enter takes, while there is one. */
  get active(): string | typeof nothing {
    return this.#completion?.active ?? nothing;
  }

  /** The text or the caret changed. */
  async look(area: HTMLTextAreaElement): Promise<void> {
    if (!this.#completion) await this.#load();
    this.#completion?.look(area);
  }

  /** Whether a key was meant for what is offered. */
  keyed(event: KeyboardEvent): boolean {
    return this.#completion?.keyed(event) ?? false;
  }

  close(): void {
    this.#completion?.close();
  }

  draw(): unknown {
    return this.#completion?.draw();
  }
}
