/** Who wants to hear of messages as they arrive. */
import type { Message } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import type { Unsubscribe } from "../types.ts";

export type Hear = (messages: readonly Message[]) => void;

const HEARING = new WeakMap<Port, Set<Hear>>();

/** Hear of every message that arrives from now on. */
export function hearOf(port: Port, hear: Hear): Unsubscribe {
  const all = HEARING.get(port) ?? new Set();
  HEARING.set(port, all.add(hear));
  return () => all.delete(hear);
}

/** Tell of messages that have just arrived. */
export function tellOf(port: Port, messages: readonly Message[]): void {
  if (messages.length === 0) return;
  for (const hear of HEARING.get(port) ?? []) hear(messages);
}
