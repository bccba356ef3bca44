/** Asks for what is shown of judging: at first, and again when something of it happens. */
import type { Port } from "../port.ts";
import { put } from "../messages.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";
import type { Unsubscribe } from "../types.ts";
import { withKept } from "./slice.ts";

addRoutes({
  "held.list": ["GET", "/conversations/{conversation_id}/held"],
  "me.freeze": ["GET", "/me/freeze"],
  "reports.list": ["GET", "/reports"],
});

const PAGE = 50;
/** Conversations whose held messages were asked for: others are asked for when they are opened. */
const ASKED = new WeakMap<Port, Set<string>>();

/** No timer of a browser waits for longer than 24 days. */
const LONGEST_MS = 86_400_000;
const TIMERS = new WeakMap<Port, Unsubscribe>();

/** Whether one is frozen. */
export async function fetchFreeze(port: Port): Promise<void> {
  const { freeze } = await port.call("me.freeze", {});
  port.update((state) => patch(state, { freeze }));
  thawInTime(port);
}

/** When its time is over one writes again; the server says whether it is. */
export function thawInTime(port: Port): void {
  TIMERS.get(port)?.();
  const { freeze } = port.state;
  if (!freeze) return;
  const left = Math.max(1_000, Date.parse(freeze.ends_at) - port.now());
  const again = (): void => void fetchFreeze(port).catch(() => undefined);
  TIMERS.set(port, port.after(Math.min(left, LONGEST_MS), again));
}

export async function fetchReports(port: Port): Promise<void> {
  const reports = await port.call("reports.list", { limit: PAGE });
  port.update((state) => patch(state, { reports }));
}

export async function fetchReportsAgain(port: Port): Promise<void> {
  if (port.state.reports) await fetchReports(port);
}

export async function fetchHeldAgain(port: Port): Promise<void> {
  await Promise.allSettled([...(ASKED.get(port) ?? [])].map((id) => fetchHeld(port, id)));
}

/** Have the messages of a conversation that a rule kept back. */
export function wantHeld(port: Port, conversation: string): void {
  const asked = ASKED.get(port) ?? new Set();
  ASKED.set(port, asked);
  if (asked.has(conversation)) return;
  asked.add(conversation);
  port.leaving.addEventListener("abort", () => ASKED.delete(port));
  fetchHeld(port, conversation).catch(() => asked.delete(conversation));
}

async function fetchHeld(port: Port, id: string): Promise<void> {
  await port.during(
    () => port.call("held.list", { conversation_id: id, limit: PAGE }),
    (state, { data }) => {
      const conversation = state.conversations[id];
      const empty = conversation && patch(conversation, { held: [] });
      return empty ? put(state, data.reduce(withKept, empty)) : state;
    },
  );
}
