/** Threads of the gallery, and answers about them. */
import type { Message, Thread, ThreadMark } from "../src/generated/wire.ts";
import { ago, say } from "./people.ts";
import { reactions } from "./marks.ts";
import type { Answers, Held } from "./port.ts";

const REPLIES = new Map<string, Message[]>();

function roots(held: Held): Message[] {
  const all = Object.values(held.state.conversations);
  return all.flatMap((one) => (one.timeline?.messages ?? []).filter((each) => each.thread));
}

function find(held: Held, id: string): Message | undefined {
  const all = Object.values(held.state.conversations);
  return all.flatMap((one) => one.timeline?.messages ?? []).find((one) => one.id === id);
}

function replies(held: Held, id: string): Message[] {
  const known = REPLIES.get(id);
  if (known) return known;
  const root = find(held, id);
  const at = root?.conversation_id ?? "";
  const one = (who: string, minutes: number, text: string, more: Partial<Message> = {}): Message =>
    say(at, who, minutes, text, { thread_id: id, in_channel: false, ...more });
  const made = !root?.thread
    ? []
    : [
        one("dana", 60 * 25, "Is that with the pallet itself? That alone is 25 kg."),
        one(
          "ben",
          60 * 24 + 50,
          "Without. I took it off the scale first.",
          reactions({ "👍": "2!" }),
        ),
        one("chidi", 58, "The carrier accepts up to 420 per pallet, so we are fine."),
        one("ben", 50, "Good. <@ana> please tell Hansen that the label will say 412.", {
          mentions: ["ana"],
        }),
      ];
  REPLIES.set(id, made);
  return made;
}

function threadOf(held: Held, root: Message): Thread {
  const last_reply = replies(held, root.id).at(-1) ?? null;
  return { id: root.id, conversation_id: root.conversation_id, root, last_reply };
}

const mark = (held: Held, id: string, following: boolean): ThreadMark => ({
  thread_id: id,
  conversation_id: find(held, id)?.conversation_id ?? "",
  following,
  read_position: 0,
});

export const THREADS: Answers = {
  "threads.get": (held, { thread_id: id }) => threadOf(held, find(held, id) ?? say("", "", 0, "")),
  "messages.list": (held, { thread_id: id }) => ({
    data: id ? [...replies(held, id)].reverse() : [],
    next_cursor: null,
  }),
  "threads.list": (held, { unread }) => ({
    data: roots(held)
      .filter((root) => !unread || (root.thread?.unread ?? 0) > 0)
      .map((root) => threadOf(held, root)),
    next_cursor: null,
  }),
  "threads.follow": (held, { thread_id: id }) => mark(held, id, true),
  "threads.unfollow": (held, { thread_id: id }) => mark(held, id, false),
  "threads.read": (held, { thread_id: id }) => mark(held, id, true),
  "threads.read_all": () => ({ threads: 1, more: false }),
  "messages.get": (held, { message_id: id }) => find(held, id) ?? say("", "", 0, ago(0)),
};
