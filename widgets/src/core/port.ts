/**
 * What the actions of a feature are built on: plain functions over a `Port`, in
 * `core/<feature>/actions.ts`, which only the parts that are loaded on first use import. So a
 * feature costs nothing before it is used but what must be known at once: its slice of the state
 * and what events do to it.
 */
import type { Operation, Operations } from "../generated/wire.ts";
import type { Context } from "./context.ts";
import type { Sync } from "./sync.ts";
import type { Tokens } from "./tokens.ts";
import type { ChatState, Unsubscribe } from "./types.ts";

export interface Port {
  readonly state: ChatState;
  /** The mount as an absolute address, for links to what it serves. */
  readonly base: string;
  /** The languages that the reader wants, the first most; the outer element says them. */
  languages: readonly string[];
  /** Rejects with `RefusalError` when the server said no, with `ConnectionError` without an answer. */
  call<K extends Operation>(op: K, args: Operations[K]["args"]): Promise<Operations[K]["result"]>;
  /** Ask for something new; asking again after a lost connection makes no second one. */
  create<K extends Operation>(op: K, args: Operations[K]["args"]): Promise<Operations[K]["result"]>;
  /** What `core/files/octets.ts` carries bytes with. */
  readonly tokens: Tokens;
  /** Aborts when the person who is here now goes; what is kept for them goes as well. */
  readonly leaving: AbortSignal;
  fetch(input: string, init: RequestInit): Promise<Response>;
  update(change: (state: ChatState) => ChatState): void;
  /** Ask, put the answer into the state, and apply again what happened meanwhile. */
  during<T>(ask: () => Promise<T>, install: (state: ChatState, answer: T) => ChatState): Promise<T>;
  /** Let the live socket bring what an action changed; without one, fetch these conversations. */
  unlessLive(conversations: readonly string[]): void;
  /** Fetch the names that are not known yet; batched. */
  loadPeople(ids: readonly string[]): void;
  /** Call later; answers how to call it off. */
  after(milliseconds: number, run: () => void): Unsubscribe;
  /** Unix time in milliseconds. */
  now(): number;
  /** A number from 0 up to 1. */
  random(): number;
}

/** What the parts of the core do for a port. */
export interface PortParts {
  readonly sync: Sync;
  live(): boolean;
  loadPeople(ids: readonly string[]): void;
}

export function portOf(
  { store, client, ports }: Context,
  { sync, live, loadPeople }: PortParts,
): Port {
  return {
    get state() {
      return store.state;
    },
    base: client.base,
    languages: [],
    call: (op, args) => client.call(op, args),
    create: (op, args) => client.create(op, args),
    tokens: client.tokens,
    get leaving() {
      return client.leaving;
    },
    fetch: ports.fetch,
    update: (change) => store.update(change),
    during: (ask, install) => sync.during(ask, install),
    unlessLive: (ids) => {
      if (!live()) sync.want(ids);
    },
    loadPeople,
    after: (milliseconds, run) => ports.after(milliseconds, run),
    now: () => ports.now(),
    random: () => ports.random(),
  };
}
