/** What is put on messages besides their words: events about it change the message alone. Pure. */
import type { Message } from "../generated/wire.ts";
import { applied, type Applied } from "./effects.ts";
import { put } from "./messages.ts";
import { patch } from "./records.ts";
import { type ThreadState, withThread } from "./threads/slice.ts";
import type { ChatState, Timeline } from "./types.ts";

/** The event of a message: where it is, and which. */
interface About {
  readonly conversation_id: string;
  readonly message_id: string;
}

/** Change one message of a timeline; one that is out of sight takes nothing on. */
export function annotated(state: ChatState, about: About, change: Change): Applied {
  const threaded = Object.keys(state.threads).reduce(
    (next, id) => withThread(next, id, (thread) => inThread(thread, about.message_id, change)),
    state,
  );
  const conversation = threaded.conversations[about.conversation_id];
  const timeline = conversation?.timeline;
  if (!conversation || !timeline) return applied(threaded);
  const next = replaced(timeline, about.message_id, change);
  return applied(put(threaded, patch(conversation, { timeline: next })));
}

function inThread(thread: ThreadState, id: string, change: Change): ThreadState {
  const root = thread.root.id === id ? change(thread.root) : thread.root;
  return patch(thread, { root, timeline: replaced(thread.timeline, id, change) });
}

type Change = (message: Message) => Message;

function replaced(timeline: Timeline, id: string, change: Change): Timeline {
  const at = timeline.messages.findIndex((message) => message.id === id);
  const message = timeline.messages[at];
  if (message?.state !== "active") return timeline;
  const next = change(message);
  return next === message ? timeline : { ...timeline, messages: timeline.messages.with(at, next) };
}
