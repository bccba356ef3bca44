/** What of threads must be known at once: what events do to those that are open. */
import type { Message } from "../../generated/wire.ts";
import { applied, type Applied } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import type { Feature } from "../feature.ts";
import { mergeMessage, restoreMessage, told } from "../timeline.ts";
import type { ChatState } from "../types.ts";
import { withThread } from "./slice.ts";

type Written = Envelope<"message.created" | "message.edited" | "message.removed">;

/** A reply is in its thread; `core/places` counts it, and says what its root tells of it. */
function written(state: ChatState, { event }: Written): Applied {
  const { message } = event;
  const root = message.thread_id;
  if (!root) return applied(withRoot(state, message));
  const next = withThread(state, root, (thread) => ({
    ...thread,
    timeline: mergeMessage(thread.timeline, message),
  }));
  return applied(next);
}

/** A reply is back, or erased; what its root tells of the thread is asked for anew. */
function restored(
  state: ChatState,
  { event }: Envelope<"message.restored" | "message.erased">,
): Applied {
  const { message } = event;
  const root = message.thread_id ?? message.id;
  const next = withThread(state, root, (thread) =>
    message.thread_id
      ? { ...thread, timeline: restoreMessage(thread.timeline, message) }
      : { ...thread, root: { ...message, thread: thread.root.thread } },
  );
  return applied(next, message.thread_id ? { asks: { threads: [root] } } : {});
}

function withRoot(state: ChatState, message: Message): ChatState {
  return withThread(state, message.id, (thread) => ({
    ...thread,
    root: told(thread.root, message),
  }));
}

export const threads: Feature = {
  name: "threads",
  reducers: {
    "message.created": written,
    "message.edited": written,
    "message.removed": written,
    "message.restored": restored,
    "message.erased": restored,
  },
  refresh: async (port) => {
    if (Object.keys(port.state.threads).length === 0) return;
    await (await import("./actions.ts")).reopen(port);
  },
  fetch: async (port, ids) => (await import("./fetching.ts")).fetchSummaries(port, ids),
  counted: rooted,
};

/** The root of a reply that an answer may have counted already. */
export function rooted({ event }: Envelope): string[] {
  if (event.type !== "message.removed" || event.message.thread_id === null) return [];
  return [event.message.thread_id];
}
