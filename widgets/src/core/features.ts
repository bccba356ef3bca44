/** What the features do together; which there are stands in `all_features.ts`. */
import type { Event } from "../generated/wire.ts";
import { applied, andThen, type Applied } from "./effects.ts";
import type { Envelope } from "./envelopes.ts";
import type { Feature, Reducer, Reducers } from "./feature.ts";
import type { Port } from "./port.ts";
import type { Problem } from "./problems.ts";
import { unreachable } from "./tokens.ts";
import type { ChatState } from "./types.ts";

let features: readonly Feature[] = [];

/** Have all features; the list and the messages do not wait for them, the stream of events does. */
export async function loadFeatures(): Promise<void> {
  features = (await import("./all_features.ts").catch(unreachable)).FEATURES;
}

/** Apply one event with one table of reducers; an event that it does not know changes nothing. */
export function reduced(reducers: Reducers, state: ChatState, envelope: Envelope): Applied {
  const reduce = reducers[envelope.event.type] as Reducer<Event["type"]> | undefined;
  return reduce ? reduce(state, envelope) : applied(state);
}

/** Apply one event to the slices of all features. */
export function applyFeatures(before: Applied, envelope: Envelope): Applied {
  return features.reduce(
    (done, { reducers }) => andThen(done, (state) => reduced(reducers, state, envelope)),
    before,
  );
}

/** Fetch what must be known at once; one feature that fails does not keep the others from it. */
export async function refreshAll(port: Port): Promise<void> {
  await Promise.allSettled(features.map((feature) => feature.refresh?.(port)));
}

/** Fetch what events asked for, by the name of the feature. */
export async function fetchAsked(port: Port, asks: Asks): Promise<void> {
  const fetched = features.map(({ name, fetch }) => {
    const ids = asks[name] ?? [];
    return ids.length > 0 ? fetch?.(port, ids) : undefined;
  });
  await Promise.allSettled(fetched);
}

export type Asks = Readonly<Record<string, readonly string[]>>;

/** Tell every feature what has just been applied. */
export function happenedIn(port: Port, envelopes: readonly Envelope[]): void {
  for (const feature of features) feature.happened?.(port, envelopes);
}

/** Tell every feature what was refused. */
export function refusedIn(port: Port, problem: Problem): void {
  for (const feature of features) feature.refused?.(port, problem);
}

/** What was counted by events that an answer may hold already. */
export function countedBy(envelopes: readonly Envelope[]): Asks {
  const asks = features.map(({ name, counted }) => {
    return [name, envelopes.flatMap((one) => counted?.(one) ?? [])] as const;
  });
  return Object.fromEntries(asks);
}
