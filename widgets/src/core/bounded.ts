/** What must not be waited for for ever. */
import type { Ports } from "./ports.ts";
import { ConnectionError, parseProblem, RefusalError } from "./problems.ts";

/** No answer after this long counts as none, in milliseconds. */
export const TIMEOUT_MS = 15_000;

/** What is rejected with when whoever asked has gone: the answer would be shown to somebody else. */
export const GONE = new RefusalError(
  parseProblem(401, { detail: "Whoever asked for this is not signed in any longer." }),
);

/**
 * What `work` comes to, if it does in time and `leaving` does not abort before.
 *
 * Whether or not `work` heeds the signal that it is given, nobody waits for it longer.
 */
export async function bounded<T>(
  ports: Ports,
  work: (signal: AbortSignal) => Promise<T>,
  leaving?: AbortSignal,
): Promise<T> {
  const stop = new AbortController();
  const over = new Promise<never>((_, reject) => {
    stop.signal.addEventListener("abort", () => reject(stop.signal.reason as Error));
  });
  const leave = (): void => stop.abort(GONE);
  leaving?.addEventListener("abort", leave);
  const late = new ConnectionError("No answer came in time.");
  const done = ports.after(TIMEOUT_MS, () => stop.abort(late));
  try {
    return await Promise.race([work(stop.signal), over]);
  } finally {
    done();
    leaving?.removeEventListener("abort", leave);
  }
}
