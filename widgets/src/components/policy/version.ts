/** One version of the policy beside the one in force: fetched when it is wanted, and kept while it is. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

import { readVersion } from "../../core/policy/actions.ts";
import type { Port } from "../../core/port.ts";
import { problemOf } from "../../core/problems.ts";
import type { PolicyView } from "../../generated/wire.ts";

export class Version implements ReactiveController {
  view: PolicyView | null = null;
  failed = "";
  #wanted = "";
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Have this version, or none. */
  want(port: Port, version: number | null): void {
    const key = `${version ?? ""} ${port.languages.join()}`;
    if (key === this.#wanted) return;
    this.#wanted = key;
    this.view = null;
    this.failed = "";
    if (version !== null) void this.#fetch(port, version, key);
  }

  async #fetch(port: Port, version: number, key: string): Promise<void> {
    try {
      const view = await readVersion(port, version);
      if (key === this.#wanted) this.view = view;
    } catch (error) {
      if (key === this.#wanted) this.failed = problemOf(error).detail;
    }
    this.#host.requestUpdate();
  }
}
