/** One store for each mount on a page, however many elements show it. */
import { createChat } from "../core/chat.ts";
import type { ChatOptions, ChatStore } from "../core/types.ts";

interface Held {
  readonly store: ChatStore;
  users: number;
}

const HELD = new Map<string, Held>();

/** A page that navigates by replacing elements must not lose its connection in between. */
const LINGER_MS = 2000;

function keyOf({ base, tokenUrl }: ChatOptions): string {
  return `${base}\n${tokenUrl ?? ""}`;
}

/** Take the store of a mount; the first to take it starts it. */
export function takeStore(options: ChatOptions): ChatStore {
  const key = keyOf(options);
  const held = HELD.get(key) ?? { store: createChat(options), users: 0 };
  HELD.set(key, held);
  held.users += 1;
  if (held.users === 1) held.store.start().catch(() => undefined);
  return held.store;
}

/** Give it back; when nobody has had it for a while, it stops. */
export function releaseStore(options: ChatOptions): void {
  const key = keyOf(options);
  const held = HELD.get(key);
  if (!held) return;
  held.users -= 1;
  setTimeout(() => {
    if (held.users > 0 || HELD.get(key) !== held) return;
    HELD.delete(key);
    held.store.stop();
  }, LINGER_MS);
}

/** The mount that a script was loaded from: `{mount}/widgets/onrecord.js` → `{mount}`. */
export function baseOf(script: string): string {
  const url = new URL(script);
  const path = url.pathname.replace(/\/widgets\/[^/]*$/, "");
  return url.origin + path.replace(/\/$/, "");
}
