/** The small signs: read marks, delivered marks, typing, being at the screen. */
import type { Envelope as AnyEnvelope } from "../generated/wire.ts";
import type { Connection } from "./connection.ts";
import type { Context } from "./context.ts";
import { conversationRead } from "./conversations.ts";
import { meOf, put } from "./messages.ts";
import { isTemporary } from "./problems.ts";
import { keep, patch } from "./records.ts";
import { TYPING_MS } from "./reducers.ts";
import type { ChatState, Unsubscribe } from "./types.ts";

const READ_MS = 500;
const AGAIN_MS = 5_000;
const DELIVERED_MS = 500;
const TYPING_EVERY_MS = 3_000;

export class Marks {
  readonly #context: Context;
  readonly #connection: Connection;
  readonly #read = new Map<string, number>();
  readonly #delivered = new Map<string, number>();
  readonly #typed = new Map<string, number>();
  #readTimer: Unsubscribe | null = null;
  #deliveredTimer: Unsubscribe | null = null;
  #visible = true;

  constructor(context: Context, connection: Connection) {
    this.#context = context;
    this.#connection = connection;
  }

  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.announce();
    if (visible) this.#settle();
  }

  /** Tell a fresh socket whether somebody is at the screen, and what was read meanwhile. */
  announce(): void {
    this.#connection.send({ type: "presence", state: this.#visible ? "active" : "away" });
  }

  /** Forget what was to be said. */
  clear(): void {
    this.#readTimer?.();
    this.#deliveredTimer?.();
    this.#readTimer = this.#deliveredTimer = null;
    this.#read.clear();
    this.#delivered.clear();
  }

  markRead(id: string, position: number): void {
    const known = this.#context.store.state.conversations[id];
    const before = Math.max(known?.info.read_position ?? -1, this.#read.get(id) ?? -1);
    if (!known || position <= before) return;
    this.#read.set(id, position);
    this.#settle();
  }

  /** Send the read marks that wait, after a moment, while somebody looks. */
  #settle(): void {
    if (!this.#visible || this.#read.size === 0) return;
    this.#readTimer ??= this.#context.ports.after(READ_MS, () => this.#sendRead());
  }

  #sendRead(): void {
    this.#readTimer = null;
    if (!this.#visible) return;
    const marks = [...this.#read];
    this.#read.clear();
    for (const [id, position] of marks) void this.#sendOne(id, position);
  }

  async #sendOne(id: string, position: number): Promise<void> {
    const { client, store } = this.#context;
    store.update((state) => readLocally(state, id, position));
    try {
      await client.call("conversations.read", { conversation_id: id, position });
    } catch (error) {
      if (isTemporary(error)) this.#again(id, position);
    }
  }

  #again(id: string, position: number): void {
    this.#read.set(id, Math.max(position, this.#read.get(id) ?? -1));
    this.#context.ports.after(AGAIN_MS, () => this.#settle());
  }

  /** The socket stands again: what could not be said is said now. */
  resume(): void {
    this.announce();
    this.#settle();
  }

  typing(id: string): void {
    const now = this.#context.ports.now();
    if (now - (this.#typed.get(id) ?? -Infinity) < TYPING_EVERY_MS) return;
    if (this.#connection.send({ type: "typing", conversation_id: id })) this.#typed.set(id, now);
  }

  /** A message of one's own is out: the next keystroke counts anew. */
  typed(id: string): void {
    this.#typed.delete(id);
  }

  /** Somebody types: let the mark fade when nothing more is heard. */
  fade(id: string): void {
    const { ports, store } = this.#context;
    ports.after(TYPING_MS + 50, () => store.update((state) => faded(state, id, ports.now())));
  }

  /** Messages of others arrived: tell their authors, once for many. */
  arrived(envelopes: readonly AnyEnvelope[]): void {
    const me = meOf(this.#context.store.state);
    for (const { event } of envelopes) {
      if (event.type !== "message.created" || event.message.author === me) continue;
      this.#delivered.set(event.message.conversation_id, event.message.position ?? -1);
    }
    if (this.#delivered.size === 0) return;
    this.#deliveredTimer ??= this.#context.ports.after(DELIVERED_MS, () => this.#sendDelivered());
  }

  #sendDelivered(): void {
    this.#deliveredTimer = null;
    for (const [id, position] of this.#delivered) {
      this.#connection.send({ type: "delivered", conversation_id: id, position });
    }
    this.#delivered.clear();
  }
}

/** The badge falls at once; the event of the same mark changes nothing more. */
function readLocally(state: ChatState, id: string, position: number): ChatState {
  const event = {
    type: "conversation.read" as const,
    conversation_id: id,
    person_id: meOf(state),
    read_position: position,
  };
  const actor = { id: meOf(state), on_behalf_of: null };
  return conversationRead(state, { position: -1, at: "", actor, event }).state;
}

function faded(state: ChatState, id: string, now: number): ChatState {
  const known = state.conversations[id];
  if (!known) return state;
  return put(state, patch(known, { typing: keep(known.typing, (until) => until > now) }));
}
