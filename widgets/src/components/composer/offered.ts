/** What is offered while something is written; what offers it comes with the first letter. */
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
  }

  /** The id of the option that Enter takes, while there is one. */
  get active(): string | typeof nothing {
    return this.#completion?.active ?? nothing;
  }

  /** The text or the caret changed. */
  async look(area: HTMLTextAreaElement): Promise<void> {
    const { Completion } = await import("./completion.ts");
    this.#completion ??= new Completion(this.#host, this.#composer);
    this.#completion.look(area);
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
