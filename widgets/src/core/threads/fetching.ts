/** What roots say of their threads, fetched anew after something happened in these. */
import type { Message } from "../../generated/wire.ts";
import { annotated } from "../annotate.ts";
import type { Port } from "../port.ts";
import type { ChatState } from "../types.ts";

/** Threads that are being fetched, and whether something happened since: then once more. */
const BUSY = new WeakMap<Port, Map<string, boolean>>();

/** Fetch the summaries of those whose roots are on a screen; each once at a time. */
export async function fetchSummaries(port: Port, ids: readonly string[]): Promise<void> {
  const shown = ids.filter((id) => conversationOf(port.state, id) !== null);
  await Promise.allSettled(shown.map((id) => fetchOne(port, id)));
}

async function fetchOne(port: Port, id: string): Promise<void> {
  const busy = BUSY.get(port) ?? new Map<string, boolean>();
  BUSY.set(port, busy);
  if (busy.has(id)) return void busy.set(id, true);
  do {
    busy.set(id, false);
    await ask(port, id).catch(() => undefined);
  } while (busy.get(id));
  busy.delete(id);
}

async function ask(port: Port, id: string): Promise<void> {
  await port.during(() => port.call("messages.get", { message_id: id }), withSummary);
}

/** The state with what a root says of its thread, wherever it is on a screen. */
export function withSummary(state: ChatState, root: Message): ChatState {
  const about = { conversation_id: root.conversation_id, message_id: root.id };
  return annotated(state, about, (known) => ({ ...known, thread: root.thread })).state;
}

/** Where a root is on a screen. */
function conversationOf(state: ChatState, id: string): string | null {
  const open = state.threads[id];
  if (open) return open.conversation;
  const found = Object.values(state.conversations).find(({ timeline }) =>
    timeline?.messages.some((message) => message.id === id),
  );
  return found?.info.id ?? null;
}
