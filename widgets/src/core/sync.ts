/**
 * Fetching state while events go on.
 *
 * An answer shows the server at some moment between its request and its arrival; the events of that
 * time were applied to what the answer replaces. They are applied again to the answer. Those that
 * cannot be applied twice (they count) make the conversation be fetched once more, and so do those
 * that arrive later than an answer that may already have them in it.
 */
import type { Conversation, Event } from "../generated/wire.ts";
import { GONE } from "./bounded.ts";
import type { Context } from "./context.ts";
import { withoutConversation } from "./conversations.ts";
import type { Envelope } from "./envelopes.ts";
import { problemOf, RefusalError } from "./problems.ts";
import { patch } from "./records.ts";
import { applyEvent } from "./reducers.ts";
import { withConversations, withMe, withOnlyConversations } from "./snapshot.ts";
import type { ChatState, Unsubscribe } from "./types.ts";

/** Conversations of one page of the list. */
const PAGE = 100;
/** Envelopes kept to be applied again. */
const MOST_RECENT = 1_000;
const GATHER_MS = 60;

/** Events whose effect on counts depends on whether they were counted before. */
const COUNTING = new Set<Event["type"]>([
  "message.edited",
  "message.removed",
  "members.added",
  "member.removed",
  "thread.followed",
  "thread.unfollowed",
  "thread.read",
  "threads.read",
]);

export class Sync {
  readonly #context: Context;
  #recent: Envelope[] = [];
  /** An answer may hold events up to here that have not arrived yet. */
  #unsure = -1;
  #cursor: string | null = null;
  readonly #wanted = new Set<string>();
  #timer: Unsubscribe | null = null;
  #doubting: Unsubscribe | null = null;
  /** Called with events that an answer may hold already. */
  onDoubtful: (envelopes: readonly Envelope[]) => void = () => undefined;
  /** Called when conversations appeared or were replaced. */
  onChange: () => void = () => undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Who I am, and where the stream stands. */
  async me(): Promise<void> {
    const { client, store } = this.#context;
    const me = await client.call("me.get", {});
    store.update((state) => withMe(state, me));
  }

  async branding(): Promise<void> {
    const { client, store } = this.#context;
    const branding = await client.call("branding.get", {});
    store.update((state) => patch(state, { branding }));
  }

  /** The first page of the list; after a resync it is all that is known. */
  async list(afresh: boolean): Promise<void> {
    await this.#page(null, "first", afresh ? withOnlyConversations : withConversations);
  }

  /** The next page of the list. */
  async more(): Promise<void> {
    const { listLoading } = this.#context.store.state;
    if (this.#cursor !== null && !listLoading) {
      await this.#page(this.#cursor, "more", withConversations);
    }
  }

  async #page(
    cursor: string | null,
    loading: "first" | "more",
    install: (state: ChatState, found: readonly Conversation[]) => ChatState,
  ): Promise<void> {
    const { client, store } = this.#context;
    store.update((state) => patch(state, { listLoading: loading, listProblem: null }));
    const args = cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
    try {
      const page = await this.during(
        () => client.call("conversations.list", args),
        (state, { data }) => install(state, data),
      );
      this.#cursor = page.next_cursor;
      const hasMoreConversations = page.next_cursor !== null;
      store.update((state) => patch(state, { listLoading: null, hasMoreConversations }));
      await this.#doubt();
    } catch (error) {
      const over = loading === "more" && { listLoading: null };
      const failed = { ...over, listProblem: problemOf(error) };
      // Of whoever has gone there is no list; the one that is awaited now is another's.
      if (error !== GONE) store.update((state) => patch(state, failed));
      throw error;
    }
  }

  /** Fetch conversations soon, many at once; one that may not be seen any more goes. */
  want(ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#wanted.add(id);
    this.#timer ??= this.#context.ports.after(GATHER_MS, () => void this.#fetchWanted());
  }

  async #fetchWanted(): Promise<void> {
    this.#timer = null;
    const ids = [...this.#wanted];
    this.#wanted.clear();
    await Promise.allSettled(ids.map((id) => this.conversation(id)));
    await this.#doubt().catch(() => undefined);
  }

  /** Fetch one conversation now. */
  async conversation(id: string): Promise<void> {
    const { client, store } = this.#context;
    try {
      await this.during(
        () => client.call("conversations.get", { conversation_id: id }),
        (state, info) => withConversations(state, [info]),
      );
    } catch (error) {
      const gone = error instanceof RefusalError && error.problem.status === 404;
      if (gone) store.update((state) => withoutConversation(state, id));
      throw error;
    }
  }

  /** Ask, put the answer into the state, and apply again what happened meanwhile. */
  async during<T>(
    ask: () => Promise<T>,
    install: (state: ChatState, answer: T) => ChatState,
  ): Promise<T> {
    const { store } = this.#context;
    const from = store.state.position;
    const answer = await ask();
    const missed = this.#recent.filter(({ position }) => position > from);
    const apply = (state: ChatState, one: Envelope): ChatState => applyEvent(state, one).state;
    store.update((state) => missed.reduce(apply, install(state, answer)));
    this.#doubtful(missed);
    this.onChange();
    return answer;
  }

  /** Events were applied: remember them, and fetch what they may have counted twice. */
  happened(envelopes: readonly Envelope[]): void {
    this.#recent = [...this.#recent, ...envelopes].slice(-MOST_RECENT);
    const doubted = this.#doubting !== null;
    this.#doubtful(envelopes.filter(({ position }) => doubted || position <= this.#unsure));
  }

  #doubtful(envelopes: readonly Envelope[]): void {
    this.want(envelopes.flatMap(counted));
    this.onDoubtful(envelopes);
  }

  /** The stream starts over. */
  reset(): void {
    this.#recent = [];
    this.#unsure = -1;
    this.#cursor = null;
    this.#wanted.clear();
    this.#timer?.();
    this.#timer = null;
    this.#doubting?.();
    this.#doubting = null;
  }

  /** A page came that may hold what is still on its way; until it is known how far, all is in doubt. */
  doubt(): void {
    this.#doubting?.();
    this.#doubting = this.#context.ports.after(GATHER_MS, () => void this.#settle());
  }

  async #settle(): Promise<void> {
    const mine = this.#doubting;
    await this.#doubt().catch(() => undefined);
    if (this.#doubting === mine) this.#doubting = null;
  }

  /** Where the stream stands now: no later than that is what the last answers showed. */
  async #doubt(): Promise<void> {
    const { position, epoch } = await this.#context.client.call("me.get", {});
    if (epoch === this.#context.store.state.epoch) this.#unsure = Math.max(this.#unsure, position);
  }
}

/** The conversation whose counts an event changes in a way that depends on what was counted. */
export function counted({ event }: Envelope): string[] {
  if (!COUNTING.has(event.type)) return [];
  if ("message" in event) return [event.message.conversation_id];
  if (event.type === "threads.read") return event.conversations;
  return "conversation_id" in event ? [event.conversation_id] : [];
}
