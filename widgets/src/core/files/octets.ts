/** Bytes over HTTP, with whatever says who one is. */
import type { Port } from "../port.ts";
import { parseProblem, RefusalError } from "../problems.ts";
import { unreachable } from "../tokens.ts";

/** Whether addresses below the mount work in a page by themselves: nobody has to show a token. */
export function isOpen(port: Port): boolean {
  return !port.tokens.used;
}

/**
 * Carry bytes to a path below the mount, or ask for some; no time limit but that of a signal.
 *
 * Rejects with `RefusalError` when the server said no, with `ConnectionError` without an answer.
 */
export async function octets(port: Port, path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await send(port, path, init);
  if (answer.status !== 401 || isOpen(port)) return read(answer);
  port.tokens.forget();
  return read(await send(port, path, init));
}

async function send(port: Port, path: string, init: RequestInit): Promise<Response> {
  const token = await port.tokens.get();
  const headers = new Headers(init.headers);
  headers.set("onrecord-request", "1");
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  const fixed = { credentials: "same-origin", redirect: "error", headers } as const;
  return port.fetch(port.base + path, { ...init, ...fixed }).catch(unreachable);
}

async function read(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const document: unknown = await answer.json().catch(() => null);
  const problem = parseProblem(answer.status, document);
  const hint = Number(answer.headers.get("retry-after") ?? NaN);
  const retryAfter = problem.retryAfter ?? (Number.isFinite(hint) ? hint : null);
  throw new RefusalError({ ...problem, retryAfter });
}
