/** How much waits for a second person in each section: beside its name, wherever one is in the portal. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

import type { ChatStore } from "../../core/types.ts";
import type { Rights } from "./rights.ts";
import type { SectionName } from "./ways.ts";

const AGAIN_MS = 60_000;
/** Who goes through the sections quickly is not counted for at each: what one may read in a second is limited. */
const REST_MS = 2_000;

export class Badges implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #counts: ReadonlyMap<SectionName, number> = new Map();
  #ask: (() => void) | null = null;
  #key = "";
  #timer: ReturnType<typeof setInterval> | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #last = -Infinity;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => document.hidden || this.#now(), AGAIN_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#key = "";
  }

  of(section: SectionName): number {
    return this.#counts.get(section) ?? 0;
  }

  /** Count again where one may do other things now, is elsewhere, or something was decided. */
  follow(store: ChatStore, rights: Rights, ...since: readonly unknown[]): void {
    const { me, approves, holds, opens } = rights;
    if (!approves && !holds && opens.length === 0) return;
    const key = JSON.stringify([me, approves, holds, opens.map(({ id }) => id), since]);
    if (key === this.#key) return;
    this.#key = key;
    this.#ask = () => void this.#count(store, rights);
    this.#soon ??= setTimeout(() => this.#now(), Math.max(0, this.#last + REST_MS - Date.now()));
  }

  #now(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#last = Date.now();
    this.#ask?.();
  }

  /** What cannot be had now stays as it was. */
  async #count({ port }: ChatStore, rights: Rights): Promise<void> {
    const { whatNeedsTwo } = await import("./overview/waiting.ts");
    const works = await whatNeedsTwo(port, rights).catch(() => null);
    if (!works) return;
    this.#counts = new Map(works.map(({ section, count }) => [section, count]));
    this.#host.requestUpdate();
  }
}
