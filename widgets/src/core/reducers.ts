/**
 * State + frame → state + effects. Pure: no clock, no network, no DOM; the replay fixtures of the
 * server are proved against exactly this.
 */
import type { Events, ServerFrame } from "../generated/wire.ts";
import { applied, NOTHING, andThen, type Applied } from "./effects.ts";
import type { Envelope } from "./envelopes.ts";
import { applyFeatures } from "./features.ts";
import { put } from "./messages.ts";
import { patch, withEntry } from "./records.ts";
import type { ChatState } from "./types.ts";

/** How long a typing mark stays without another keystroke, in milliseconds. */
export const TYPING_MS = 6_000;

/** Apply one event, whatever the cursor says. An event of a newer server changes nothing. */
export function applyEvent(state: ChatState, envelope: Envelope): Applied {
  return applyFeatures(applied(state), envelope);
}

/** Apply one frame of the server; `now` is the Unix time in milliseconds. */
export function applyFrame(state: ChatState, frame: ServerFrame, now: number): Applied {
  switch (frame.type) {
    case "events":
      return applyEvents(state, frame);
    case "ready":
      return ready(state, frame.epoch, frame.position);
    case "resync":
      return applied(at(state, frame.epoch, frame.position), { resync: true });
    case "pong":
      return applied(patch(state, { position: Math.max(state.position, frame.upto) }));
    default:
      return applied(applyNotice(state, frame, now));
  }
}

/** The ephemeral frames: who types, who is there, what has arrived where. */
function applyNotice(state: ChatState, frame: ServerFrame, now: number): ChatState {
  switch (frame.type) {
    case "typing":
      return typing(state, frame.conversation_id, frame.person, now + TYPING_MS);
    case "delivered":
      return delivered(state, frame.conversation_id, frame.person, frame.position);
    case "presence":
      return patch(state, { presence: withEntry(state.presence, frame.person, frame.state) });
    default:
      return state;
  }
}

/**
 * Apply a stretch of the stream. One that ends at or before the cursor was seen already; one that
 * begins after it leaves a gap, so nothing of it counts and the stream must be resumed.
 */
function applyEvents(state: ChatState, { after, upto, events }: Events): Applied {
  if (upto <= state.position) return applied(state);
  if (after > state.position) return applied(state, { resume: true });
  let done: Applied = { state, effects: NOTHING };
  for (const envelope of events) {
    if (envelope.position > state.position)
      done = andThen(done, (now) => applyEvent(now, envelope as Envelope));
  }
  return { ...done, state: { ...done.state, position: upto } };
}

/** The socket stands. Another epoch means that the stream we know is not this one. */
function ready(state: ChatState, epoch: string, position: number): Applied {
  if (state.epoch === null) return applied(at(state, epoch, position));
  if (state.epoch !== epoch) return applied(at(state, epoch, position), { resync: true });
  return applied(state);
}

function at(state: ChatState, epoch: string, position: number): ChatState {
  return patch(state, { epoch, position });
}

function typing(state: ChatState, id: string, person: string, until: number): ChatState {
  const known = state.conversations[id];
  if (!known || person === state.me?.person.id) return state;
  return put(state, patch(known, { typing: withEntry(known.typing, person, until) }));
}

function delivered(state: ChatState, id: string, person: string, position: number): ChatState {
  const known = state.conversations[id];
  if (!known || position <= (known.delivered[person] ?? -1)) return state;
  return put(state, patch(known, { delivered: withEntry(known.delivered, person, position) }));
}
