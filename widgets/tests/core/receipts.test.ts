import { expect, test } from "vitest";

import { conversation, members, say } from "../../gallery/people.ts";
import { freshConversation } from "../../src/core/conversations.ts";
import { receipt } from "../../src/core/selectors.ts";
import type { ConversationState } from "../../src/core/types.ts";
import type { Message } from "../../src/generated/wire.ts";

/** A conversation of Ana and Ben, who has read up to a position. */
function read(messages: Message[], upTo: number): ConversationState {
  const all = members(["ana", "ben"], []);
  const ben = all["ben"];
  if (!ben) throw new Error("Ben is missing");
  const timeline = { messages, notices: [], hasOlder: false, hasNewer: false, loading: null };
  return {
    ...freshConversation(conversation("cnv_1", "group", "Order 1234", {})),
    timeline: { ...timeline, problem: null, unreadFrom: null },
    members: { ...all, ben: { ...ben, read_position: upTo } },
  };
}

test("after an edit nobody has read the new words before they have read what came later", () => {
  const said = { ...say("cnv_1", "ana", 30, "Pallet 3."), position: 5 };
  const edited = { ...said, text: "Pallet 4.", edited_at: say("cnv_1", "ana", 10, "").created_at };
  const before = { ...say("cnv_1", "ben", 20, "Thanks."), position: 6 };
  const after = { ...say("cnv_1", "ana", 5, "See above."), position: 9 };
  expect(receipt(read([said, before], 6), said).readBy).toEqual(["ben"]);
  expect(receipt(read([edited, before], 6), edited)).toEqual({ state: "sent", readBy: [] });
  expect(receipt(read([edited, before, after], 6), edited).readBy).toEqual([]);
  expect(receipt(read([edited, before, after], 9), edited).readBy).toEqual(["ben"]);
});
