/** Fetching one's places in threads. */
import type { ThreadMark } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";
import { withConversations } from "../snapshot.ts";
import { withShown } from "./reducers.ts";
import { withMarks } from "./slice.ts";

addRoutes({
  "threads.marks": ["GET", "/threads/marks"],
  "threads.get": ["GET", "/threads/{thread_id}"],
});

const PAGE = 200;
/** Whoever has more places than these pages hold asks for what they do not know. */
const MOST_PAGES = 10;

/** Where events did not tell: one thread, or all in a conversation that I am in again. */
export async function fetchPlaces(port: Port, ids: readonly string[]): Promise<void> {
  const ask = (id: string): Promise<void> => (id.startsWith("msg_") ? root : back)(port, id);
  await Promise.allSettled(ids.map(ask));
}

export async function marks(port: Port, conversation: string | null): Promise<void> {
  const here = conversation === null ? {} : { conversation_id: conversation };
  let cursor: string | null = null;
  const found: ThreadMark[] = [];
  const ask = async (): Promise<boolean> => {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const from: { cursor?: string } = cursor === null ? {} : { cursor };
      const answer = await port.call("threads.marks", { ...here, ...from, limit: PAGE });
      found.push(...answer.data);
      cursor = answer.next_cursor;
      if (cursor === null) return true;
    }
    return false;
  };
  await port.during(ask, (state, whole) => {
    const next = withMarks(state, found, conversation);
    return whole ? next : { ...next, unplaced: [...next.unplaced, "*"] };
  });
}

/** I am a member again: my places there, and then what is unread. */
async function back(port: Port, conversation: string): Promise<void> {
  await marks(port, conversation);
  await port.during(
    () => port.call("conversations.get", { conversation_id: conversation }),
    (state, info) => withConversations(state, [info]),
  );
}

async function root(port: Port, id: string): Promise<void> {
  await port.during(() => port.call("threads.get", { thread_id: id }), withShown);
}
