/** What of judging must be known at once: one's own messages that a rule kept back. */
import type { Message } from "../../generated/wire.ts";
import { applied, type Applied } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import type { Feature } from "../feature.ts";
import { meOf, put } from "../messages.ts";
import { patch } from "../records.ts";
import type { ChatState } from "../types.ts";
import { fetchFreeze, fetchHeldAgain, fetchReportsAgain, thawInTime } from "./fetching.ts";
import { withKept } from "./slice.ts";

const NAME = "judging";
const FROZEN = "frozen";
const ASK = { asks: { [NAME]: ["reports"] } };

/** A rule kept a message back, or a new version of one. */
function kept(
  state: ChatState,
  { event: { message } }: Envelope<"message.held" | "message.blocked">,
): Applied {
  const conversation = state.conversations[message.conversation_id];
  return applied(conversation ? put(state, withKept(conversation, message)) : state);
}

/** It is never delivered: a reviewer decided so, its author took it back, or its words were destroyed. */
function settled(
  state: ChatState,
  { event }: Envelope<"message.rejected" | "message.withdrawn" | "held.erased">,
): Applied {
  const conversation = state.conversations[event.conversation_id];
  const { message_id: id, version } = event;
  const known = conversation?.held.find((one) => one.id === id && one.version === version);
  if (!conversation || !known) return applied(state);
  const how = event.type === "message.rejected" ? "rejected" : "withdrawn";
  return applied(put(state, withKept(conversation, { ...known, state: how })));
}

/** What is delivered is held no longer: the message itself, or that version of it. */
function delivered(
  state: ChatState,
  { event: { message } }: Envelope<"message.created" | "message.edited" | "message.removed">,
): Applied {
  const conversation = state.conversations[message.conversation_id];
  if (!conversation?.held.some((one) => isOver(one, message))) return applied(state);
  const held = conversation.held.filter((one) => !isOver(one, message));
  return applied(put(state, patch(conversation, { held })));
}

function isOver(held: Message, message: Message): boolean {
  return held.id === message.id && held.version <= message.version;
}

export const judging: Feature = {
  name: NAME,
  reducers: {
    "message.held": kept,
    "message.blocked": kept,
    "message.rejected": settled,
    "message.withdrawn": settled,
    "held.erased": settled,
    "message.created": delivered,
    "message.edited": delivered,
    "message.removed": delivered,
    "person.frozen": (state, { event: { freeze } }) =>
      applied(freeze.person_id === meOf(state) ? patch(state, { freeze }) : state),
    "person.unfrozen": (state, { event: { person_id: person } }) =>
      applied(person === meOf(state) ? patch(state, { freeze: null }) : state),
    "report.made": (state) => applied(state, ASK),
    // `message.flagged`, `message.released` and `case.…` are in nobody's stream.
  },
  refresh: async (port) => {
    const all = [fetchFreeze, fetchReportsAgain, fetchHeldAgain];
    await Promise.allSettled(all.map((fetch) => fetch(port)));
  },
  fetch: fetchReportsAgain,
  happened: (port, envelopes) => {
    if (envelopes.some(({ event }) => event.type === "person.frozen")) thawInTime(port);
  },
  refused: (port, { code }) => {
    if (code === FROZEN) fetchFreeze(port).catch(() => undefined);
  },
};
