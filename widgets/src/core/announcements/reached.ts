/**
 * Saying that announcements have arrived on this device.
 *
 * Everybody hears of an announcement in the same second, and nobody waits for the answer: so each
 * device says it at a moment of its own within half a minute, many at once.
 */
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";
import type { ChatState } from "../types.ts";

addRoutes({ "announcements.reached": ["PUT", "/announcements/reached"] });

const WITHIN_MS = 30_000;
/** Ids of one request. */
const MOST_IDS = 100;

/** By the person who was here as they came: nobody else says so. */
const waiting = new WeakMap<AbortSignal, Set<string>>();

/** Say so soon. */
export function reached(port: Port, ids: readonly string[]): void {
  const { leaving } = port;
  const gathered = waiting.get(leaving);
  if (gathered) {
    for (const id of ids) gathered.add(id);
    return;
  }
  waiting.set(leaving, new Set(ids));
  port.after(port.random() * WITHIN_MS, () => void say(port, leaving));
}

/** Say so of what waits, and of what came while nobody was here. */
export function cameMeanwhile(port: Port, waits: readonly string[]): void {
  const ids = [...waits, ...unread(port.state)];
  if (ids.length > 0) reached(port, ids);
}

/** The newest unread message of each place of announcements, which came while nobody was here. */
function unread(state: ChatState): string[] {
  return Object.values(state.conversations).flatMap(({ info }) =>
    info.kind === "announcement" && info.unread > 0 ? (info.last_message?.id ?? []) : [],
  );
}

async function say(port: Port, leaving: AbortSignal): Promise<void> {
  const ids = [...(waiting.get(leaving) ?? [])];
  waiting.delete(leaving);
  for (let at = 0; at < ids.length && !leaving.aborted; at += MOST_IDS) {
    const some = ids.slice(at, at + MOST_IDS);
    // Whoever reads them has been reached as well: nothing is lost that must be tried again.
    await port.call("announcements.reached", { message_ids: some }).catch(() => undefined);
  }
}
