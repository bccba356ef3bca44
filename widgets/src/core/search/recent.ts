/** What one looked for lately: kept on this device alone, and gone with a sign-out. */
import type { Port } from "../port.ts";
import { browserPorts } from "../ports.ts";
import { Shelf } from "../shelf.ts";

const MOST = 6;
const KIND = "searches";
const NAME = "recent";

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

export class Recent {
  readonly #shelf: Shelf | null;
  #queries: readonly string[];

  constructor({ state: { me }, base }: Port) {
    this.#shelf = me && new Shelf(browserPorts(), [base, me.tenant, me.person.id]);
    this.#queries = this.#shelf?.all(KIND, isList).get(NAME) ?? [];
  }

  /** The latest first. */
  get queries(): readonly string[] {
    return this.#queries;
  }

  add(query: string): void {
    const others = this.#queries.filter((one) => one !== query);
    this.#keep([query, ...others].slice(0, MOST));
  }

  clear(): void {
    this.#keep([]);
  }

  #keep(queries: readonly string[]): void {
    this.#queries = queries;
    if (queries.length > 0) this.#shelf?.put(KIND, NAME, queries);
    else this.#shelf?.drop(KIND, NAME);
  }
}
