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
  #pages = 0;
  #going = false;
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

  /** Ask again for all that is shown: other pages stay, and so does what could not be had now. */
  async again(ask: Ask<T>): Promise<void> {
    if (!this.items || this.#going) return;
    const round = (this.#round += 1);
    const page = await this.#many(ask, this.#pages).catch(() => null);
    if (page && round === this.#round) this.#show(page);
  }

  async next(ask: Ask<T>): Promise<void> {
    if (this.#cursor === null || this.#going) return;
    this.#going = true;
    await this.#page(ask, this.#cursor, (this.#round += 1));
    this.#going = false;
  }

  /** Take something off the list at once. */
  drop(wanted: (item: T) => boolean): void {
    this.items = this.items?.filter((item) => !wanted(item)) ?? null;
    this.#host.requestUpdate();
  }

  /** As many pages as one has gone through, as far as there still are. */
  async #many(ask: Ask<T>, count: number): Promise<Page<T>> {
    let page = await ask(null);
    for (let more = count - 1; more > 0 && page.next_cursor !== null; more -= 1) {
      const { data, next_cursor } = await ask(page.next_cursor);
      page = { data: [...page.data, ...data], next_cursor };
    }
    return page;
  }

  async #page(ask: Ask<T>, cursor: string | null, round: number): Promise<void> {
    this.failed = "";
    try {
      const { data, next_cursor } = await ask(cursor);
      if (round !== this.#round) return;
      this.#pages = cursor === null ? 1 : this.#pages + 1;
      this.#show({ data: cursor === null ? data : [...(this.items ?? []), ...data], next_cursor });
    } catch (error) {
      if (round === this.#round) this.#fail(error);
    }
  }

  #show({ data, next_cursor }: Page<T>): void {
    this.failed = "";
    this.items = data;
    this.#cursor = next_cursor;
    this.#host.requestUpdate();
  }

  #fail(error: unknown): void {
    this.failed = problemOf(error).detail;
    this.#host.requestUpdate();
  }
}
