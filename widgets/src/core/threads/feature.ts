/** What of threads must be known at once: what events do to those that are open. */
import type { Message } from "../../generated/wire.ts";
import { applied, type Applied } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import type { Feature } from "../feature.ts";
import { mergeMessage, told } from "../timeline.ts";
import type { ChatState } from "../types.ts";
import { withThread } from "./slice.ts";

type Written = Envelope<"message.created" | "message.edited" | "message.removed">;
type Marked = Envelope<"thread.followed" | "thread.unfollowed" | "thread.read">;

/** A reply is in its thread; what its root says of it then is for the server to count. */
function written(state: ChatState, { event }: Written): Applied {
  const { message } = event;
  const root = message.thread_id;
  if (!root) return applied(withRoot(state, message));
  const next = withThread(state, root, (thread) => ({
    ...thread,
    timeline: mergeMessage(thread.timeline, message),
  }));
  return applied(next, { asks: { threads: [root] } });
}

function withRoot(state: ChatState, message: Message): ChatState {
  return withThread(state, message.id, (thread) => ({
    ...thread,
    root: told(thread.root, message),
  }));
}

/** One follows, or has read: what is unread, here and in the badge, is for the server to count. */
function marked(state: ChatState, { event }: Marked): Applied {
  const { thread_id: id, conversation_id: conversation } = event;
  return applied(state, { asks: { threads: [id] }, conversations: [conversation] });
}

function allRead(state: ChatState, { event }: Envelope<"threads.read">): Applied {
  const unread = Object.values(state.conversations).filter(({ info }) => info.unread_threads > 0);
  const conversations = unread.map(({ info }) => info.id);
  return applied(state, { asks: { threads: event.threads }, conversations });
}

export const threads: Feature = {
  name: "threads",
  reducers: {
    "message.created": written,
    "message.edited": written,
    "message.removed": written,
    "thread.followed": marked,
    "thread.unfollowed": marked,
    "thread.read": marked,
    "threads.read": allRead,
  },
  refresh: async (port) => {
    if (Object.keys(port.state.threads).length === 0) return;
    await (await import("./actions.ts")).reopen(port);
  },
  fetch: async (port, ids) => (await import("./fetching.ts")).fetchSummaries(port, ids),
  counted: ({ event }) => {
    const root = event.type === "message.created" ? event.message.thread_id : null;
    return root ? [root] : [];
  },
};
