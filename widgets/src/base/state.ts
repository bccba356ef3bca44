import type { ChatState } from "../core/types.ts";

/** The reader's own id; empty until the server has said who they are. */
export function myId(state: ChatState): string {
  return state.me?.person.id ?? "";
}

/** How many messages wait for the connection, everywhere. */
export function countWaiting(state: ChatState): number {
  const waiting = Object.values(state.conversations).flatMap(({ pending }) =>
    pending.filter((one) => one.status !== "failed"),
  );
  return waiting.length;
}

/** Whether the server refused this person for good before anything was known. */
export function isShutOut(state: ChatState): boolean {
  return state.connection.phase === "refused" && state.me === null;
}
