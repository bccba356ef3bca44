/** What is known of threads beside the messages of their conversations. */
import type { Message } from "../../generated/wire.ts";
import type { ChatState, ConversationState, Draft, PendingMessage, Timeline } from "../types.ts";

/** A thread that is open: its root, and a stretch of its replies. */
export interface ThreadState {
  readonly conversation: string;
  readonly root: Message;
  readonly timeline: Timeline;
}

export interface ThreadsSlice {
  /** Those that are open, by the id of their root. */
  readonly threads: Readonly<Record<string, ThreadState>>;
  /** What is being written in threads, by the id of their root. */
  readonly threadDrafts: Readonly<Record<string, Draft>>;
}

export const NO_THREADS: ThreadsSlice = { threads: {}, threadDrafts: {} };

/** The state with one open thread changed; one that is not open stays so. */
export function withThread(
  state: ChatState,
  id: string,
  change: (thread: ThreadState) => ThreadState,
): ChatState {
  const thread = state.threads[id];
  const next = thread && change(thread);
  if (!next || next === thread) return state;
  return { ...state, threads: { ...state.threads, [id]: next } };
}

/** Whether something on its way belongs into a thread, or, with null, into the conversation itself. */
export function isWaitingIn({ options }: PendingMessage, thread: string | null): boolean {
  if (thread !== null) return options?.thread_id === thread;
  return !options?.thread_id || options.also_in_channel === true;
}

/** A thread as a conversation: its root, then its replies, and what is on its way there. */
export function asConversation(
  conversation: ConversationState,
  id: string,
  { root, timeline }: ThreadState,
  draft: Draft | null,
): ConversationState {
  const messages = [root, ...timeline.messages.filter((one) => one.id !== id)];
  const pending = conversation.pending.filter((one) => isWaitingIn(one, id));
  return { ...conversation, timeline: { ...timeline, messages }, pending, draft };
}
