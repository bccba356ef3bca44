/**
 * The tenant's advice on wording: fetched when somebody writes, and again when a list changes. What is
 * written is compared with it here, on the author's device; nothing of it is told to anybody.
 */
import type { AdviceList } from "../../generated/wire.ts";
import type { Envelope } from "../envelopes.ts";
import type { Feature } from "../feature.ts";
import type { Port } from "../port.ts";
import { localesOf } from "../policy/fetching.ts";
import { addRoutes } from "../routes.ts";
import type { Unsubscribe } from "../types.ts";

addRoutes({ "advice.get": ["GET", "/advice"] });

const KNOWN = new WeakMap<Port, Advisor>();
const CHANGES = new Set<string>(["lexicon.approved", "lexicon.withdrawn"]);
const NONE: readonly AdviceList[] = [];

/** The advice of a mount. */
export function advisorOf(port: Port): Advisor {
  const found = KNOWN.get(port) ?? new Advisor(port);
  KNOWN.set(port, found);
  return found;
}

export class Advisor {
  /** The lists in the languages that were wanted last. */
  lists: readonly AdviceList[] = NONE;
  readonly #port: Port;
  readonly #listeners = new Set<() => void>();
  #asked: string | null = null;

  constructor(port: Port) {
    this.#port = port;
    port.leaving.addEventListener("abort", () => {
      KNOWN.delete(port);
      this.#install(NONE);
    });
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Have the lists in the reader's languages. */
  want(): void {
    const locales = localesOf(this.#port).join();
    if (locales === this.#asked) return;
    this.#asked = locales;
    this.again();
  }

  /** Fetch them anew, if they were ever wanted. Without an answer there is no advice; nobody waits. */
  again(): void {
    const asked = this.#asked;
    if (asked === null) return;
    this.#port.call("advice.get", { locales: localesOf(this.#port) }).then(
      ({ data }) => asked === this.#asked && this.#install(data),
      () => (this.#asked = null),
    );
  }

  #install(lists: readonly AdviceList[]): void {
    this.lists = lists;
    for (const listener of this.#listeners) listener();
  }
}

export const advice: Feature = {
  name: "advice",
  // `lexicon.…`: the lists are no part of the state; who writes has them here.
  reducers: {},
  refresh: (port) => Promise.resolve(KNOWN.get(port)?.again()),
  happened: (port, envelopes: readonly Envelope[]) => {
    if (envelopes.some(({ event }) => CHANGES.has(event.type))) KNOWN.get(port)?.again();
  },
};
