/**
 * Messages on their way: nothing typed is ever lost.
 *
 * Each waits under its own `client_id`, one after the other in its conversation. An unknown outcome
 * is tried again under the same id, so the server makes one message of it however often it arrives,
 * from however many tabs. A definite refusal marks it failed and lets the next one go. What waits
 * survives a reload; signing out wipes it.
 */
import type { Message, SendMessage } from "../generated/wire.ts";
import { fullJitter } from "./backoff.ts";
import type { Context } from "./context.ts";
import { messageAnswered, put } from "./messages.ts";
import { isTemporary, parseProblem, problemOf, RefusalError, type Problem } from "./problems.ts";
import { patch } from "./records.ts";
import type { Shelf } from "./shelf.ts";
import type { ChatState, PendingMessage, SendOptions, Unsubscribe } from "./types.ts";

/** Messages that may wait at once. */
export const MOST_WAITING = 500;
const KIND = "out";

export class Outbox {
  readonly #context: Context;
  #shelf: Shelf | null = null;
  #items: PendingMessage[] = [];
  /** Conversations with a message on its way. */
  readonly #busy = new Set<string>();
  readonly #waits = new Map<string, Unsubscribe>();
  readonly #attempts = new Map<string, number>();
  #open = false;
  /** Called when no answer came, so that the socket is asked for a sign of life. */
  onDoubt: () => void = () => undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whose messages these are is known: take up what waited before the reload. */
  adopt(shelf: Shelf): void {
    this.#shelf = shelf;
    const known = new Set(this.#items.map(({ clientId }) => clientId));
    const kept = [...shelf.all(KIND, isPending).values()].filter((i) => !known.has(i.clientId));
    this.#items = [...this.#items, ...kept.map(queued)].sort(byAge);
    this.show();
  }

  /** Send while open; closed, everything waits. */
  open(): void {
    this.#open = true;
    if (this.#shelf) this.adopt(this.#shelf);
    for (const stop of this.#waits.values()) stop();
    this.#waits.clear();
    this.#pump();
  }

  close(): void {
    this.#open = false;
    for (const stop of this.#waits.values()) stop();
    this.#waits.clear();
  }

  /** Forget everything, on the device too. */
  wipe(): void {
    this.close();
    this.#items = [];
    this.#shelf = null;
    this.show();
  }

  /** Queue a message; answers its client id. Throws `RefusalError` when too many wait. */
  add(
    conversationId: string,
    text: string,
    replyTo: string | null,
    options: SendOptions = {},
  ): string {
    if (this.#items.length >= MOST_WAITING) throw new RefusalError(FULL);
    const { ports } = this.#context;
    const clientId = ports.unique();
    const createdAt = new Date(ports.now()).toISOString();
    const item = { clientId, conversationId, text, replyTo, options, createdAt };
    this.#put({ ...item, status: "queued", problem: null });
    this.#pump();
    return clientId;
  }

  retry(clientId: string, options: SendOptions = {}): void {
    const item = this.#find(clientId);
    if (item?.status !== "failed") return;
    this.#put(queued({ ...item, options: { ...item.options, ...options } }));
    this.#pump();
  }

  /** Drop one that is not on its way; answers its text. */
  discard(clientId: string): string | null {
    const item = this.#find(clientId);
    if (!item || item.status === "sending") return null;
    this.#drop(clientId);
    this.#pump();
    return item.text;
  }

  /** One's own message was seen in the stream. */
  confirm(clientId: string | null): void {
    if (clientId !== null && this.#find(clientId)) this.#drop(clientId);
  }

  /** Lay what waits into the state; also after conversations have appeared. */
  show(): void {
    this.#context.store.update((state) => shown(state, this.#items));
  }

  #pump(): void {
    if (!this.#open) return;
    const first = new Map<string, PendingMessage>();
    for (const item of this.#items) {
      const { conversationId: id } = item;
      if (item.status !== "failed" && !first.has(id)) first.set(id, item);
    }
    for (const [id, item] of first) {
      if (!this.#busy.has(id) && !this.#waits.has(id)) void this.#send(item);
    }
  }

  async #send(item: PendingMessage): Promise<void> {
    const { conversationId } = item;
    this.#busy.add(conversationId);
    this.#put({ ...item, status: "sending" });
    try {
      this.#sent(item, await this.#context.client.call("messages.send", commandOf(item)));
    } catch (error) {
      this.#failed(item, error);
    } finally {
      this.#busy.delete(conversationId);
      this.#pump();
    }
  }

  #sent(item: PendingMessage, message: Message): void {
    this.#attempts.delete(item.conversationId);
    this.#context.store.update((state) => messageAnswered(state, message));
    this.#drop(item.clientId);
  }

  #failed(item: PendingMessage, error: unknown): void {
    if (!this.#find(item.clientId)) return;
    const problem = problemOf(error);
    if (!isTemporary(error) && problem.status !== 401) {
      return this.#put({ ...item, status: "failed", problem });
    }
    this.#put({ ...item, status: "queued", problem });
    this.#wait(item.conversationId, problem);
    if (problem.code === "offline") this.onDoubt();
  }

  #wait(id: string, { retryAfter }: Problem): void {
    const { ports } = this.#context;
    const attempt = this.#attempts.get(id) ?? 0;
    this.#attempts.set(id, attempt + 1);
    const pause = fullJitter(attempt, () => ports.random()) + (retryAfter ?? 0) * 1000;
    const run = (): void => {
      this.#waits.delete(id);
      this.#pump();
    };
    if (this.#open) this.#waits.set(id, ports.after(pause, run));
  }

  #find(clientId: string): PendingMessage | undefined {
    return this.#items.find((item) => item.clientId === clientId);
  }

  #put(item: PendingMessage): void {
    const index = this.#items.findIndex(({ clientId }) => clientId === item.clientId);
    this.#items = index < 0 ? [...this.#items, item] : this.#items.with(index, item);
    this.#shelf?.put(KIND, item.clientId, item);
    this.show();
  }

  #drop(clientId: string): void {
    this.#items = this.#items.filter((item) => item.clientId !== clientId);
    this.#shelf?.drop(KIND, clientId);
    this.show();
  }
}

const FULL: Problem = parseProblem(0, {
  code: "outbox_full",
  detail: `${MOST_WAITING} messages are waiting to be sent.`,
});

function shown(state: ChatState, items: readonly PendingMessage[]): ChatState {
  return Object.values(state.conversations).reduce((next, conversation) => {
    const { pending, info } = conversation;
    const own = items.filter(({ conversationId }) => conversationId === info.id);
    const same = own.length === pending.length && own.every((item, i) => item === pending[i]);
    return same ? next : put(next, patch(conversation, { pending: own }));
  }, state);
}

function commandOf(item: PendingMessage): SendMessage {
  const { conversationId: conversation_id, clientId: client_id, text, replyTo, options } = item;
  const reply = replyTo === null ? {} : { reply_to: replyTo };
  return { conversation_id, text, client_id, ...reply, ...options };
}

function queued(item: PendingMessage): PendingMessage {
  return { ...item, status: "queued", problem: null };
}

function byAge(a: PendingMessage, b: PendingMessage): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}

function isPending(value: unknown): value is PendingMessage {
  const item = value as Partial<Record<keyof PendingMessage, unknown>> | null;
  const words = [item?.clientId, item?.conversationId, item?.text, item?.createdAt];
  return words.every((word) => typeof word === "string");
}
