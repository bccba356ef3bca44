/** Names of people, fetched in batches and each asked for once. */
import type { Context } from "./context.ts";
import { withPeople } from "./snapshot.ts";

const GATHER_MS = 40;
/** Ids of one request. */
const MOST_IDS = 100;

export class Names {
  readonly #context: Context;
  readonly #asked = new Set<string>();
  readonly #wanted: string[] = [];
  #gathering = false;

  constructor(context: Context) {
    this.#context = context;
  }

  want(ids: readonly string[]): void {
    const { people } = this.#context.store.state;
    const fresh = [...new Set(ids)].filter((id) => !this.#asked.has(id) && !(id in people));
    for (const id of fresh) this.#asked.add(id);
    this.#wanted.push(...fresh);
    this.#gather();
  }

  /** Somebody else is here: they may know other people. */
  reset(): void {
    this.#asked.clear();
    this.#wanted.length = 0;
  }

  #gather(): void {
    if (this.#gathering || this.#wanted.length === 0) return;
    this.#gathering = true;
    this.#context.ports.after(GATHER_MS, () => void this.#fetch());
  }

  async #fetch(): Promise<void> {
    const { client, store } = this.#context;
    const ids = this.#wanted.splice(0, MOST_IDS);
    this.#gathering = false;
    this.#gather();
    if (ids.length === 0) return;
    try {
      const page = await client.call("people.list", { ids, limit: MOST_IDS });
      store.update((state) => withPeople(state, page.data));
    } catch {
      // Whoever draws them next asks again; until then the id stands in for the name.
      for (const id of ids) this.#asked.delete(id);
    }
  }
}
