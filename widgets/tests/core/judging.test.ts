/** What events and answers make of messages that a rule kept back. */
import { beforeEach, expect, test } from "vitest";

import { freshConversation } from "../../src/core/conversations.ts";
import { withHeld } from "../../src/core/judging/slice.ts";
import { messageAnswered, put } from "../../src/core/messages.ts";
import { applyEvent } from "../../src/core/reducers.ts";
import { initialState } from "../../src/core/selectors.ts";
import { OPENING } from "../../src/core/timeline.ts";
import type { ChatState } from "../../src/core/types.ts";
import type { Conversation, Event, Message, MessageState } from "../../src/generated/wire.ts";
import { PLAIN_CONVERSATION, PLAIN_MESSAGE } from "../support/blank.ts";

const INFO: Conversation = {
  ...PLAIN_CONVERSATION,
  ...{ id: "cnv_1", kind: "group", title: "", version: 1, subject: null, counterpart: null },
  ...{ created_at: "", role: "member", member_count: 2, muted: false, unread: 0, mentions: 0 },
  ...{ read_position: -1, history_from: 0, last_position: 1, last_message: null },
};
let state: ChatState;

function message(id: string, position: number, more: Partial<Message> = {}): Message {
  return {
    ...PLAIN_MESSAGE,
    ...{ id, conversation_id: "cnv_1", position, author: "ana", on_behalf_of: null },
    ...{ client_id: `c-${id}`, text: id, version: 1, state: "active", reply_to: null },
    ...{ mentions: [], created_at: "", edited_at: null, removed_at: null },
    ...{ removed_by: null, removed_reason: null },
    ...more,
  };
}

const kept = (id: string, how: MessageState, more: Partial<Message> = {}): Message =>
  message(id, 5, { state: how, ...more });

function hear(event: Event, position = 9): void {
  const actor = { id: "ana", on_behalf_of: null };
  state = applyEvent(state, { position, at: "", actor, event } as never).state;
}

const held = (): string[] =>
  (state.conversations["cnv_1"]?.held ?? []).map((one) => `${one.id} ${one.version} ${one.state}`);

beforeEach(() => {
  const timeline = { ...OPENING, loading: null, hasNewer: false, messages: [message("one", 1)] };
  state = put(initialState(), { ...freshConversation(INFO), timeline });
});

test("it is held once, however often it is told, and waits no longer to be sent", () => {
  const pending = { clientId: "c-two", conversationId: "cnv_1" } as never;
  state = put(state, {
    ...(state.conversations["cnv_1"] ?? freshConversation(INFO)),
    pending: [pending],
  });
  state = { ...state, me: { person: { id: "ana" } } as never };
  const two = kept("two", "held");
  state = messageAnswered(state, two);
  hear({ type: "message.held", message: two });
  expect(held()).toEqual(["two 1 held"]);
  expect(state.conversations["cnv_1"]).toMatchObject({ pending: [], info: { last_position: 1 } });
  expect(state.conversations["cnv_1"]?.timeline?.messages).toHaveLength(1);
});

test("released it is a message like any other, at its new place", () => {
  state = messageAnswered(state, kept("two", "held"));
  hear({ type: "message.created", message: message("two", 9) });
  expect(held()).toEqual([]);
  expect(state.conversations["cnv_1"]?.timeline?.messages.map(({ id }) => id)).toEqual([
    "one",
    "two",
  ]);
});

test("rejected it stays, withdrawn or erased it goes", () => {
  for (const id of ["two", "three", "four"]) state = messageAnswered(state, kept(id, "held"));
  const about = { conversation_id: "cnv_1", version: 1 };
  hear({ type: "message.rejected", message_id: "two", ...about });
  hear({ type: "message.withdrawn", message_id: "three", ...about });
  hear({ type: "held.erased", message_id: "four", ...about });
  hear({ type: "message.rejected", message_id: "unknown", ...about });
  expect(held()).toEqual(["two 1 rejected"]);
});

test("an edit that was kept back leaves the message as it is, until it is released", () => {
  state = messageAnswered(state, kept("one", "blocked", { version: 2, text: "else" }));
  expect(state.conversations["cnv_1"]?.timeline?.messages[0]).toMatchObject({ text: "one" });
  expect(held()).toEqual(["one 2 blocked"]);
  hear({ type: "message.edited", message: message("one", 1, { version: 2, text: "else" }) });
  expect(held()).toEqual([]);
  expect(state.conversations["cnv_1"]?.timeline?.messages[0]).toMatchObject({ text: "else" });
});

test("it stands among the messages of its stretch, and of its thread, alone", () => {
  const messages = [message("one", 4), message("six", 6)];
  const all = [
    kept("two", "held"),
    kept("old", "held", { position: 2 }),
    kept("new", "held", { position: 8 }),
    kept("reply", "held", { thread_id: "one", in_channel: false }),
  ];
  const ids = (older: boolean, newer: boolean, thread: string | null = null): string[] =>
    withHeld({ ...OPENING, messages, hasOlder: older, hasNewer: newer }, all, thread).map(
      ({ id }) => id,
    );
  expect(ids(true, true)).toEqual(["one", "two", "six"]);
  expect(ids(false, false)).toEqual(["old", "one", "two", "six", "new"]);
  expect(ids(false, false, "one")).toEqual(["one", "reply", "six"]);
});

test("one's own freeze is known, and that of others is not", () => {
  state = { ...state, me: { person: { id: "ana" } } as never };
  const freeze = {
    ...{ person_id: "ana", begins_at: "", ends_at: "2026-05-02T10:00:00Z" },
    ...{ trigger: null, reason_code: "flood" },
  };
  hear({ type: "person.frozen", freeze: { ...freeze, person_id: "ben" } });
  expect(state.freeze).toBeNull();
  hear({ type: "person.frozen", freeze });
  expect(state.freeze).toEqual(freeze);
  hear({ type: "person.unfrozen", person_id: "ana" });
  expect(state.freeze).toBeNull();
});
