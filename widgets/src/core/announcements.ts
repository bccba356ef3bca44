/** What events of announcements do to the state. Pure. */
import { applied, type Applied } from "./effects.ts";
import type { Envelope } from "./envelopes.ts";
import { meOf, put } from "./messages.ts";
import { patch } from "./records.ts";
import type { ChatState, ConversationState } from "./types.ts";

/** I acknowledged a version, here or on another device; of others only the author hears. */
export function messageAcknowledged(
  state: ChatState,
  { event }: Envelope<"message.acknowledged">,
): Applied {
  const conversation = state.conversations[event.conversation_id];
  if (!conversation || event.person_id !== meOf(state)) return applied(state);
  return applied(put(state, acknowledged(conversation, event.message_id, event.version)));
}

function acknowledged(
  conversation: ConversationState,
  id: string,
  version: number,
): ConversationState {
  const { timeline } = conversation;
  if (!timeline) return conversation;
  const messages = timeline.messages.map((message) =>
    message.id === id && message.version === version ? { ...message, acknowledged: true } : message,
  );
  return patch(conversation, { timeline: { ...timeline, messages } });
}
