/** Envelopes by the type of their event. */
import type { Envelope as AnyEnvelope, Event } from "../generated/wire.ts";

/** An envelope around an event of one of these types. */
export type Envelope<T extends Event["type"] = Event["type"]> = Omit<AnyEnvelope, "event"> & {
  readonly event: Extract<Event, { type: T }>;
};
