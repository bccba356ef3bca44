/** What can be done with threads; see `core/port.ts`. */
import type { Message, Page, Thread } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { problemOf } from "../problems.ts";
import { patch, without } from "../records.ts";
import { addRoutes } from "../routes.ts";
import { mergePage, OPENING } from "../timeline.ts";
import type { ChatState, Timeline } from "../types.ts";
import { withSummary } from "./fetching.ts";
import { withThread } from "./slice.ts";

addRoutes({
  "threads.get": ["GET", "/threads/{thread_id}"],
  "threads.list": ["GET", "/threads"],
  "threads.follow": ["PUT", "/threads/{thread_id}/follow"],
  "threads.unfollow": ["DELETE", "/threads/{thread_id}/follow"],
  "threads.read": ["PUT", "/threads/{thread_id}/read"],
  "threads.read_all": ["PUT", "/threads/read"],
});

const PAGE = 50;
const INBOX = 25;

/** Open a thread: its root and its newest replies, with a line above those that are unread. */
export async function openThread(port: Port, id: string): Promise<void> {
  const { root } = await port.call("threads.get", { thread_id: id });
  const { unread = 0, read_position: read = -1 } = root.thread ?? {};
  const from = Math.max(read, root.position ?? -1);
  const timeline: Timeline = { ...OPENING, unreadFrom: unread > 0 ? from : null };
  port.update((state) => ({
    ...withSummary(state, root),
    threads: {
      ...state.threads,
      [id]: { conversation: root.conversation_id, root, timeline },
    },
  }));
  port.loadPeople([root.author, ...(root.thread?.people ?? [])]);
  await page(port, id, null);
}

/** Forget a thread that is not on the screen any longer. */
export function closeThread(port: Port, id: string): void {
  port.update((state) => patch(state, { threads: without(state.threads, [id]) }));
}

/** After a resync: load again what is on a screen. */
export async function reopen(port: Port): Promise<void> {
  await Promise.allSettled(Object.keys(port.state.threads).map((id) => openThread(port, id)));
}

/** The replies before those that are there. */
export async function olderReplies(port: Port, id: string): Promise<void> {
  const timeline = port.state.threads[id]?.timeline;
  if (!timeline?.hasOlder || timeline.loading) return;
  const before = timeline.messages.at(0)?.position;
  if (before != null) await page(port, id, before);
}

async function page(port: Port, id: string, before: number | null): Promise<void> {
  const conversation = port.state.threads[id]?.conversation ?? "";
  set(port, id, { loading: before === null ? "first" : "older", problem: null });
  const earlier = before === null ? {} : { before };
  const args = { conversation_id: conversation, thread_id: id, limit: PAGE, ...earlier };
  try {
    const { data } = await port.during(
      () => port.call("messages.list", args),
      (state, found) => installed(state, id, found),
    );
    port.loadPeople(data.map(({ author }) => author));
  } catch (error) {
    set(port, id, { loading: null, problem: problemOf(error) });
  }
}

function installed(
  state: ChatState,
  id: string,
  { data, next_cursor: more }: Page<Message>,
): ChatState {
  const ends = { hasOlder: more !== null, hasNewer: false };
  return withThread(state, id, (thread) => ({
    ...thread,
    timeline: mergePage(thread.timeline, data, ends),
  }));
}

function set(port: Port, id: string, changes: Partial<Timeline>): void {
  port.update((state) =>
    withThread(state, id, (thread) => ({ ...thread, timeline: patch(thread.timeline, changes) })),
  );
}

/** Follow a thread, or no longer. */
export async function follow(port: Port, id: string, following: boolean): Promise<void> {
  const op = following ? "threads.follow" : "threads.unfollow";
  const mark = await port.call(op, { thread_id: id });
  port.update((state) =>
    withThread(state, id, (thread) => ({
      ...thread,
      root: {
        ...thread.root,
        thread: thread.root.thread && { ...thread.root.thread, following: mark.following },
      },
    })),
  );
  port.unlessLive([mark.conversation_id]);
}

/** Say how far one has read a thread. */
export async function readThread(port: Port, id: string, position: number): Promise<void> {
  const mark = await port.call("threads.read", { thread_id: id, position });
  port.unlessLive([mark.conversation_id]);
}

/** The threads that one follows, the latest activity first; or only those with something unread. */
export async function listThreads(
  port: Port,
  unread: boolean,
  cursor: string | null = null,
): Promise<Page<Thread>> {
  const found = await port.call("threads.list", {
    unread,
    limit: INBOX,
    ...(cursor !== null && { cursor }),
  });
  const people = found.data.flatMap(({ root, last_reply: last }) => [
    root.author,
    last?.author ?? root.author,
    ...(root.thread?.people ?? []),
  ]);
  port.loadPeople(people);
  return found;
}

/** Say that one has read everything in all threads that one follows. */
export async function readAllThreads(port: Port): Promise<void> {
  while ((await port.call("threads.read_all", {})).more);
}
