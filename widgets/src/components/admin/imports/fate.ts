/** What becomes of a kept file: asked for while its import is shown, and again where that was refused. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

import { explainFile } from "../../../core/oversight/imports.ts";
import type { Port } from "../../../core/port.ts";
import { problemOf } from "../../../core/problems.ts";
import type { ImportRetention } from "../../../generated/wire.ts";

export class Fate implements ReactiveController {
  told: ImportRetention | null = null;
  failed = "";
  /** Counts what was asked: an answer about what is shown no more is dropped. */
  #round = 0;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  forget(): void {
    this.#round += 1;
    this.told = null;
    this.failed = "";
  }

  /** Ask for it; answers the event that erased the file, or some of it. */
  async ask(port: Port, id: string): Promise<number | null> {
    const round = (this.#round += 1);
    this.failed = "";
    try {
      const told = await explainFile(port, id);
      if (round === this.#round) this.told = told;
    } catch (error) {
      if (round === this.#round) this.failed = problemOf(error).detail;
    }
    this.#host.requestUpdate();
    return round === this.#round ? (this.told?.file_erased_by ?? null) : null;
  }
}
