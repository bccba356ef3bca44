/**
 * The token of a host on another origin: fetched from the host's own `token-url`, which answers
 * `{"token": "…"}` to whoever is signed in there. Kept in memory only, never in an address.
 */
import { bounded } from "./bounded.ts";
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

  /** Somebody else is signed in: neither the token in hand nor the one on its way is theirs. */
  leave(): void {
    this.#token = this.#coming = null;
  }

  #fetch(url: string): Promise<string> {
    if (this.#coming) return this.#coming;
    const coming = bounded(this.#ports, (signal) => this.#ask(url, signal));
    const keep = (token: string | null): void => {
      if (this.#coming !== coming) return;
      this.#token = token;
      this.#coming = null;
    };
    coming.then(keep, () => keep(null));
    this.#coming = coming;
    return coming;
  }

  async #ask(url: string, signal: AbortSignal): Promise<string> {
    const headers = { accept: "application/json", "onrecord-request": "1" };
    const init: RequestInit = { credentials: "same-origin", cache: "no-store", headers, signal };
    const address = new URL(url, this.#ports.origin()).href;
    const answer = await this.#ports.fetch(address, init).catch(unreachable);
    const document: unknown = await answer.json().catch(() => null);
    if (!answer.ok) throw new RefusalError(parseProblem(answer.status, document));
    const token = (document as { token?: unknown } | null)?.token;
    if (typeof token !== "string") throw new ConnectionError("The token-url gave no token.");
    return token;
  }
}

/** Rethrow whatever `fetch` rejects with as what it means: no answer came. */
export function unreachable(error: unknown): never {
  throw new ConnectionError("The server could not be reached.", { cause: error });
}
