/**
 * Conversations and messages: what events do to them comes before what the same event does to
 * anything that stands beside them. What is shown at first needs none of it, so it is loaded later.
 */
import { applied } from "../effects.ts";
import type { Feature } from "../feature.ts";
import { conversationRead } from "../conversations.ts";
import {
  conversationArchived,
  conversationCreated,
  conversationHandedOver,
  conversationLevel,
  conversationMuted,
  conversationUpdated,
  memberChanged,
  memberRemoved,
  membersAdded,
} from "./conversations.ts";
import { messageChanged, messageCreated, messageRestored } from "./messages.ts";

export const rooms: Feature = {
  name: "rooms",
  reducers: {
    "conversation.created": conversationCreated,
    "conversation.updated": conversationUpdated,
    "conversation.archived": conversationArchived,
    "conversation.unarchived": conversationArchived,
    "conversation.muted": conversationMuted,
    "conversation.level": conversationLevel,
    "conversation.read": conversationRead,
    "conversation.handed_over": conversationHandedOver,
    "members.added": membersAdded,
    "member.removed": memberRemoved,
    "member.changed": memberChanged,
    "message.created": messageCreated,
    "message.edited": messageChanged,
    "message.removed": messageChanged,
    "message.restored": messageRestored,
    "message.erased": messageRestored,
    // `attachment.…`: one's own uploads are no part of this state; whoever shows them follows them.
    "tenant.branded": (state) => applied(state, { branding: true }),
  },
};
