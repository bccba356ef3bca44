/** Requests over REST: JSON in, JSON out, a typed refusal or a lost connection otherwise. */
import type { Operation, Operations } from "../generated/wire.ts";
import type { Ports } from "./ports.ts";
import { ConnectionError, parseProblem, RefusalError, type Problem } from "./problems.ts";
import { requestFor, type Request } from "./routes.ts";
import { Tokens, unreachable } from "./tokens.ts";

/** No answer after this long counts as none, in milliseconds. */
export const TIMEOUT_MS = 15_000;

/** Tries of a creating request, all with one `Idempotency-Key`. */
const TRIES = 3;

export class Client {
  readonly tokens: Tokens;
  /** The mount as an absolute address, without a slash at its end. */
  readonly base: string;
  /** Called with every refusal. */
  onRefusal: (problem: Problem) => void = () => undefined;
  readonly #ports: Ports;

  constructor(ports: Ports, base: string, tokenUrl: string | null) {
    this.#ports = ports;
    this.tokens = new Tokens(ports, tokenUrl);
    this.base = new URL(base, ports.origin()).href.replace(/\/+$/, "");
  }

  /**
   * Ask for an operation.
   *
   * Rejects with `RefusalError` when the server said no, with `ConnectionError` when nothing is
   * known of the outcome.
   */
  async call<K extends Operation>(
    op: K,
    args: Operations[K]["args"],
  ): Promise<Operations[K]["result"]> {
    return this.#ask(requestFor(op, args), {}) as Promise<Operations[K]["result"]>;
  }

  /** Ask for something new; asking again after a lost connection makes no second one. */
  async create<K extends Operation>(
    op: K,
    args: Operations[K]["args"],
  ): Promise<Operations[K]["result"]> {
    const key = { "idempotency-key": this.#ports.unique() };
    const request = requestFor(op, args);
    for (let left = TRIES; ; left -= 1) {
      try {
        return (await this.#ask(request, key)) as Operations[K]["result"];
      } catch (error) {
        if (left <= 1 || !(error instanceof ConnectionError)) throw error;
      }
    }
  }

  async #ask(request: Request, more: Record<string, string>): Promise<unknown> {
    try {
      return await this.#answer(request, more);
    } catch (error) {
      if (error instanceof RefusalError) this.onRefusal(error.problem);
      throw error;
    }
  }

  async #answer(request: Request, more: Record<string, string>): Promise<unknown> {
    const answer = await this.#send(request, more);
    if (answer.status !== 401 || !this.tokens.used) return read(answer);
    this.tokens.forget();
    return read(await this.#send(request, more));
  }

  async #send(request: Request, more: Record<string, string>): Promise<Response> {
    const token = await this.tokens.get();
    const headers: Record<string, string> = {
      accept: "application/json",
      "onrecord-request": "1",
      ...(request.body === null ? {} : { "content-type": "application/json" }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...more,
    };
    const stop = new AbortController();
    const done = this.#ports.after(TIMEOUT_MS, () => stop.abort());
    const init: RequestInit = {
      method: request.method,
      headers,
      body: request.body,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
    };
    return this.#ports
      .fetch(this.base + request.path, init)
      .catch(unreachable)
      .finally(done);
  }
}

async function read(answer: Response): Promise<unknown> {
  const document: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new RefusalError(withHint(parseProblem(answer.status, document), answer));
  if (document === null) throw new ConnectionError("The answer broke off.");
  return document;
}

/** A proxy in between says when to come back in a header only. */
function withHint(problem: Problem, answer: Response): Problem {
  const seconds = Number(answer.headers.get("retry-after") ?? NaN);
  const hint = Number.isFinite(seconds) ? seconds : null;
  return { ...problem, retryAfter: problem.retryAfter ?? hint };
}
