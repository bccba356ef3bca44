/**
 * What stands beside conversations and messages. A feature has its slice of the state in
 * `core/<feature>/slice.ts`, what events do to it in `core/<feature>/reducers.ts`, a line in
 * `features.ts`, and its actions in `core/<feature>/actions.ts` (see `port.ts`).
 */
import type { Event } from "../generated/wire.ts";
import type { Applied } from "./effects.ts";
import type { Envelope } from "./envelopes.ts";
import type { Port } from "./port.ts";
import type { Problem } from "./problems.ts";
import type { ChatState } from "./types.ts";

export type Reducer<T extends Event["type"]> = (state: ChatState, envelope: Envelope<T>) => Applied;

export type Reducers = { readonly [T in Event["type"]]?: Reducer<T> };

export interface Feature {
  /** The name under which its events ask for something to be fetched (`Effects.asks`). */
  readonly name: string;
  /** Applied after what the same event does to conversations and messages. */
  readonly reducers: Reducers;
  /** Fetch what must be known at once: when the list was loaded, and again after a resync. */
  refresh?(port: Port): Promise<void>;
  /** Fetch what events left open. */
  fetch?(port: Port, ids: readonly string[]): Promise<void>;
  /** Act on events that have just been applied. */
  happened?(port: Port, envelopes: readonly Envelope[]): void;
  /** Act on what the server refused, whatever was asked. */
  refused?(port: Port, problem: Problem): void;
  /** What an event counts in a way that depends on what was counted: fetched again when in doubt. */
  counted?(envelope: Envelope): readonly string[];
}
