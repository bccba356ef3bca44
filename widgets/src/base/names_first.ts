/** What is said about people waits a moment for their names, so that no id stands there first. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

import type { Port } from "../core/port.ts";
import type { ChatState } from "../core/types.ts";

/** After that an id stands for a name that does not come. */
const WAIT_MS = 4_000;

export class NamesFirst implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #asked = new Set<string>();
  readonly #late = new Set<string>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Whether all names are known, or were waited for long enough; those that are not are fetched. */
  known(port: Port, { people }: ChatState, ids: readonly string[]): boolean {
    const missing = ids.filter((id) => !(id in people));
    const fresh = missing.filter((id) => !this.#asked.has(id));
    if (fresh.length > 0) this.#ask(port, fresh);
    return missing.every((id) => this.#late.has(id));
  }

  #ask(port: Port, ids: readonly string[]): void {
    for (const id of ids) this.#asked.add(id);
    port.loadPeople(ids);
    port.after(WAIT_MS, () => {
      for (const id of ids) this.#late.add(id);
      this.#host.requestUpdate();
    });
  }
}

/** Whose names conversations are called by. */
export function titlePeople(
  { conversations }: ChatState,
  places: readonly (string | null)[],
): string[] {
  return places.flatMap((place) => {
    const info = conversations[place ?? ""]?.info;
    return info && !info.title && info.counterpart ? [info.counterpart] : [];
  });
}
