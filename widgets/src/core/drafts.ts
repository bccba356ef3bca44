/** What is being written, per conversation; survives a reload. */
import type { Context } from "./context.ts";
import { put } from "./messages.ts";
import { patch, withEntry, without } from "./records.ts";
import type { Shelf } from "./shelf.ts";
import type { ChatState, Draft, Unsubscribe } from "./types.ts";

const KIND = "draft";
/** Keystrokes are kept together for this long before they are written down. */
const SETTLE_MS = 250;

export class Drafts {
  readonly #context: Context;
  #shelf: Shelf | null = null;
  #drafts = new Map<string, Draft>();
  readonly #unsaved = new Set<string>();
  #timer: Unsubscribe | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whose drafts these are is known: take up those from before the reload. */
  adopt(shelf: Shelf): void {
    this.#shelf = shelf;
    this.#drafts = new Map([...shelf.all(KIND, isDraft), ...this.#drafts]);
    this.show();
  }

  set(id: string, draft: Draft | null): void {
    const kept = draft && (draft.text !== "" || draft.replyTo || draft.editing || draft.also);
    if (kept) this.#drafts.set(id, draft);
    else this.#drafts.delete(id);
    this.#unsaved.add(id);
    this.#timer ??= this.#context.ports.after(SETTLE_MS, () => this.save());
    this.show([id]);
  }

  /** Write down what was typed; also when the page goes out of sight. */
  save(): void {
    this.#timer?.();
    this.#timer = null;
    for (const id of this.#unsaved) {
      const draft = this.#drafts.get(id);
      if (draft) this.#shelf?.put(KIND, id, draft);
      else this.#shelf?.drop(KIND, id);
    }
    this.#unsaved.clear();
  }

  wipe(): void {
    this.#timer?.();
    this.#timer = null;
    this.#drafts.clear();
    this.#unsaved.clear();
    this.#shelf = null;
  }

  /** Lay the drafts into the state; also after conversations have appeared. */
  show(ids: Iterable<string> = this.#drafts.keys()): void {
    this.#context.store.update((state) =>
      [...ids].reduce((next, id) => laid(next, id, this.#drafts.get(id) ?? null), state),
    );
  }
}

/** In its conversation, or beside them where it belongs to a thread. */
function laid(state: ChatState, id: string, draft: Draft | null): ChatState {
  const known = state.conversations[id];
  if (known) return put(state, patch(known, { draft }));
  if (!id.startsWith("msg_")) return state;
  const { threadDrafts: before } = state;
  return patch(state, {
    threadDrafts: draft ? withEntry(before, id, draft) : without(before, [id]),
  });
}

function isDraft(value: unknown): value is Draft {
  return typeof (value as Partial<Draft> | null)?.text === "string";
}
