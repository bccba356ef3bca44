/**
 * What the address asks to go otherwise than well, by the name of the operation, several with commas:
 * `?waits=cases.list` never answers, `?fails=…` is refused for now, `?empty=…` has nothing in it.
 */
import { RefusalError, parseProblem } from "../src/core/problems.ts";

const BUSY = { detail: "The server is busy. Try again in a minute.", code: "overloaded" };

/** Whether the address asks an operation to go so. */
export function asked(how: "waits" | "fails" | "empty", op: string): boolean {
  const said = new URLSearchParams(globalThis.location?.search ?? "").get(how) ?? "";
  return said.split(",").includes(op);
}

/** The answer to an operation, unless the address asks for another. */
export async function unlessOtherwise<T>(op: string, answer: () => T): Promise<T> {
  if (asked("waits", op)) return new Promise<T>(() => undefined);
  if (asked("fails", op)) throw new RefusalError(parseProblem(503, BUSY));
  return asked("empty", op) ? { ...answer(), data: [], next_cursor: null } : answer();
}
