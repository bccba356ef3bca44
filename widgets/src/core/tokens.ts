/**
 * The token of a host on another origin: fetched from the host's own `token-url`, which answers
 * `{"token": "…"}` to whoever is signed in there. Kept in memory only, never in an address.
 */
import type { Ports } from "./ports.ts";
import { ConnectionError, parseProblem, RefusalError } from "./problems.ts";

export class Tokens {
  readonly #ports: Ports;
  readonly #url: string | null;
  #token: string | null = null;
  #coming: Promise<string> | null = null;

  constructor(ports: Ports, url: string | null) {
    this.#ports = ports;
    this.#url = url;
  }

  /** Whether requests carry a token; otherwise they carry the host's cookie. */
  get used(): boolean {
    return this.#url !== null;
  }

  /** The token in hand, or a new one. Null without a `token-url`. */
  async get(): Promise<string | null> {
    if (this.#url === null) return null;
    return this.#token ?? this.#fetch(this.#url);
  }

  /** The token was refused: the next `get` fetches another. */
  forget(): void {
    this.#token = null;
  }

  #fetch(url: string): Promise<string> {
    this.#coming ??= this.#ask(url).finally(() => (this.#coming = null));
    return this.#coming;
  }

  async #ask(url: string): Promise<string> {
    const headers = { accept: "application/json", "onrecord-request": "1" };
    const init: RequestInit = { credentials: "same-origin", cache: "no-store", headers };
    const address = new URL(url, this.#ports.origin()).href;
    const answer = await this.#ports.fetch(address, init).catch(unreachable);
    const document: unknown = await answer.json().catch(() => null);
    if (!answer.ok) throw new RefusalError(parseProblem(answer.status, document));
    const token = (document as { token?: unknown } | null)?.token;
    if (typeof token !== "string") throw new ConnectionError("The token-url gave no token.");
    this.#token = token;
    return token;
  }
}

/** Rethrow whatever `fetch` rejects with as what it means: no answer came. */
export function unreachable(error: unknown): never {
  throw new ConnectionError("The server could not be reached.", { cause: error });
}
