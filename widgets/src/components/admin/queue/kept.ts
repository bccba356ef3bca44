/**
 * What a look at a case showed, kept in this page for a while. Coming back to it is no other look: no
 * word leaves the server again, and what stands there is what that look has shown and disclosed.
 */
import type { ChatStore } from "../../../core/types.ts";
import type { Case, CaseState, OpenedCase } from "../../../generated/wire.ts";

const KEPT_MS = 3_600_000;

export interface Kept {
  readonly opened: OpenedCase;
  /** Unix time in milliseconds of the look. */
  readonly at: number;
}

/** By the reviewer and the case. */
const all = new WeakMap<ChatStore, Map<string, Kept>>();

const keyOf = (me: string, id: string): string => `${me} ${id}`;

export function keepLook(store: ChatStore, me: string, opened: OpenedCase): Kept {
  const kept = { opened, at: store.port.now() };
  const mine = all.get(store) ?? begun(store);
  mine.set(keyOf(me, opened.case.id), kept);
  return kept;
}

/** It goes with the person who is here now. */
function begun(store: ChatStore): Map<string, Kept> {
  const mine = new Map<string, Kept>();
  store.port.leaving.addEventListener("abort", () => all.delete(store), { once: true });
  all.set(store, mine);
  return mine;
}

/** What is still one's own to read: the reviewer's own open case, within the hour of the look. */
export function keptLook(store: ChatStore, me: string, one: Case): Kept | null {
  const mine = all.get(store);
  const kept = mine?.get(keyOf(me, one.id));
  if (!mine || !kept) return null;
  const still = store.port.now() - kept.at < KEPT_MS && isOwn(one, me);
  if (!still) mine.delete(keyOf(me, one.id));
  return still ? { ...kept, opened: { ...kept.opened, case: one } } : null;
}

/** A look that is nobody's here any more is forgotten. */
export function dropLook(store: ChatStore, me: string, id: string): void {
  all.get(store)?.delete(keyOf(me, id));
}

const DONE: ReadonlySet<CaseState> = new Set(["decided", "closed"]);

/** Whether a case that is not decided is for somebody else now, or back in the queue. */
export function handedOn({ state, assignee }: Case, me: string): boolean {
  return !DONE.has(state) && assignee !== me;
}

function isOwn({ state, assignee, may, protected: closed }: Case, me: string): boolean {
  return state === "opened" && assignee === me && may.includes("open") && !closed;
}
