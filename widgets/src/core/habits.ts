/** How this person likes to write: a choice of theirs, kept on this device where the drafts are. */
import type { Context } from "./context.ts";
import { patch } from "./records.ts";
import type { Shelf } from "./shelf.ts";
import type { SendOn } from "./types.ts";

const KIND = "habit";
const SEND_ON = "send-on";

export class Habits {
  readonly #context: Context;
  #shelf: Shelf | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whose habits these are is known: take them up from before the reload. */
  adopt(shelf: Shelf): void {
    this.#shelf = shelf;
    const kept = shelf.all(KIND, isSendOn).get(SEND_ON);
    if (kept) this.#show(kept);
  }

  /** Send with this key from now on, whatever the page says. */
  setSendOn(choice: SendOn): void {
    this.#shelf?.put(KIND, SEND_ON, choice);
    this.#show(choice);
  }

  wipe(): void {
    this.#shelf = null;
  }

  #show(sendOn: SendOn): void {
    this.#context.store.update((state) => patch(state, { sendOn }));
  }
}

function isSendOn(value: unknown): value is SendOn {
  return value === "enter" || value === "mod-enter";
}
