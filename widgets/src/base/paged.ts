/** A list that is fetched page by page while it is shown. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

import type { Page } from "../generated/wire.ts";
import { problemOf } from "../core/problems.ts";

type Ask<T> = (cursor: string | null) => Promise<Page<T>>;

export class Paged<T> implements ReactiveController {
  /** Null until the first page has come. */
  items: readonly T[] | null = null;
  failed = "";
  #cursor: string | null = null;
  #further = false;
  #round = 0;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Whether there is more than what is shown. */
  get more(): boolean {
    return this.#cursor !== null;
  }

  /** Begin with the first page; what is shown stays until it comes. */
  async load(ask: Ask<T>): Promise<void> {
    this.#round += 1;
    await this.#page(ask, null, this.#round);
  }

  /** Ask for the first page again; who has gone on to another one is not led back. */
  async again(ask: Ask<T>): Promise<void> {
    if (this.items && !this.#further) await this.load(ask);
  }

  async next(ask: Ask<T>): Promise<void> {
    if (this.#cursor !== null) await this.#page(ask, this.#cursor, this.#round);
  }

  /** Take something off the list at once. */
  drop(wanted: (item: T) => boolean): void {
    this.items = this.items?.filter((item) => !wanted(item)) ?? null;
    this.#host.requestUpdate();
  }

  async #page(ask: Ask<T>, cursor: string | null, round: number): Promise<void> {
    this.failed = "";
    try {
      const page = await ask(cursor);
      if (round !== this.#round) return;
      this.items = cursor === null ? page.data : [...(this.items ?? []), ...page.data];
      this.#cursor = page.next_cursor;
      this.#further = cursor !== null;
    } catch (error) {
      if (round !== this.#round) return;
      this.failed = problemOf(error).detail;
    }
    this.#host.requestUpdate();
  }
}
