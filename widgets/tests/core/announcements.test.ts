/** Which announcements wait for one's word follows the events. */
import { describe, expect, test } from "vitest";

import { waitingCount } from "../../src/core/announcements/slice.ts";
import type { Envelope } from "../../src/core/envelopes.ts";
import { applyEvent } from "../../src/core/reducers.ts";
import { initialState } from "../../src/core/selectors.ts";
import type { ChatState } from "../../src/core/types.ts";
import type { Event, Message } from "../../src/generated/wire.ts";
import { ME, PEOPLE, say } from "../../gallery/people.ts";

const asking = (more: Partial<Message> = {}): Message =>
  say("cnv_1", "ben", 5, "Read this", { acknowledge: true, ...more });

let position = 1_000;

function after(state: ChatState, event: Event): ChatState {
  position += 1;
  const at = "2026-05-04T10:00:00Z";
  const envelope = { position, at, actor: { id: "ben", on_behalf_of: null }, event };
  return applyEvent(state, envelope as Envelope).state;
}

function start(...waiting: Message[]): ChatState {
  const person = PEOPLE[ME];
  if (!person) throw new Error("nobody");
  const limits = { text_code_points: 20_000, members_a_call: 500 };
  const me = { tenant: "acme", person, scopes: [], epoch: "e", position: 1, limits };
  return { ...initialState(), me, waiting };
}

const created = (message: Message): Event => ({ type: "message.created", message });
const noted = (message: Message, version: number, person = ME): Event => ({
  type: "message.acknowledged",
  conversation_id: message.conversation_id,
  message_id: message.id,
  version,
  person_id: person,
  commit: "c",
});

describe("what waits for one's word", () => {
  test("begins with the message and ends with one's acknowledgement", () => {
    const message = asking();
    const waits = after(start(), created(message));
    expect(waitingCount(waits)).toBe(1);
    const done = after(waits, noted(message, 1));
    expect(waitingCount(done)).toBe(0);
    expect(done.noted[message.id]?.version).toBe(1);
  });

  test("begins again when the text changes, and an answer to the old one does not end it", () => {
    const message = asking();
    const changed = { ...message, version: 2, text: "Read this instead" };
    const again = after(start(), { type: "message.edited", message: changed });
    expect(waitingCount(again)).toBe(1);
    expect(waitingCount(after(again, noted(message, 1)))).toBe(1);
    expect(waitingCount(after(again, noted(message, 2)))).toBe(0);
  });

  test("is not one's own, and not what others acknowledge", () => {
    const message = asking();
    expect(waitingCount(after(start(), created(asking({ author: ME }))))).toBe(0);
    const heard = after(start(message), noted(message, 1, "chidi"));
    expect([waitingCount(heard), heard.answers[message.id]]).toEqual([1, 1]);
  });

  test("ends with the message, and with one's being there", () => {
    const message = asking();
    const gone: Event = { type: "message.removed", message: { ...message, state: "removed" } };
    expect(waitingCount(after(start(message), gone))).toBe(0);
    const left: Event = { type: "member.removed", conversation_id: "cnv_1", person_id: ME };
    expect(waitingCount(after(start(message), left))).toBe(0);
  });
});
