/** How this person likes to write: a choice of theirs, kept on this device where the drafts are. */
import type { Context } from "./context.ts";
import { patch } from "./records.ts";
import type { Shelf } from "./shelf.ts";
import type { ChatState, EmojiHabit, SendOn } from "./types.ts";

const KIND = "habit";
const SEND_ON = "send-on";
const EMOJI = "emoji";
const FOLDED = "folded";
const NOTIFY = "notify";
const MOST_RECENT = 24;

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
    const emoji = shelf.all(KIND, isEmoji).get(EMOJI);
    if (kept) this.#show({ sendOn: kept });
    if (emoji) this.#show({ emoji });
    const folded = shelf.all(KIND, isNames).get(FOLDED);
    if (folded) this.#show({ folded });
    const notify = shelf.all(KIND, isFlag).get(NOTIFY);
    if (notify) this.#show({ notify });
  }

  /** Hide or show what stands under a heading of the list. */
  fold(key: string): void {
    const { folded } = this.#context.store.state;
    const rest = folded.filter((one) => one !== key);
    const next = rest.length < folded.length ? rest : [...folded, key];
    this.#shelf?.put(KIND, FOLDED, next);
    this.#show({ folded: next });
  }

  /** Be notified by this device, or no longer. */
  setNotify(notify: boolean): void {
    this.#shelf?.put(KIND, NOTIFY, notify);
    this.#show({ notify });
  }

  /** Send with this key from now on, whatever the page says. */
  setSendOn(choice: SendOn): void {
    this.#shelf?.put(KIND, SEND_ON, choice);
    this.#show({ sendOn: choice });
  }

  /** An emoji was chosen, or a skin tone for those to come. */
  setEmoji({ used, tone }: { readonly used?: string; readonly tone?: number }): void {
    const { emoji } = this.#context.store.state;
    const rest = emoji.recent.filter((one) => one !== used);
    const recent = used ? [used, ...rest].slice(0, MOST_RECENT) : emoji.recent;
    const next = { recent, tone: tone ?? emoji.tone };
    this.#shelf?.put(KIND, EMOJI, next);
    this.#show({ emoji: next });
  }

  wipe(): void {
    this.#shelf = null;
  }

  #show(habit: Partial<Pick<ChatState, "sendOn" | "emoji" | "folded" | "notify">>): void {
    this.#context.store.update((state) => patch<ChatState>(state, habit));
  }
}

function isSendOn(value: unknown): value is SendOn {
  return value === "enter" || value === "mod-enter";
}

function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isEmoji(value: unknown): value is EmojiHabit {
  const habit = value as Partial<Record<keyof EmojiHabit, unknown>> | null;
  const { recent, tone } = habit ?? {};
  const words = Array.isArray(recent) && recent.every((one) => typeof one === "string");
  return words && typeof tone === "number" && tone >= 0 && tone <= 5;
}
