/** Two people, two stores, one real server: each step is a sentence that must become true. */
import assert from "node:assert/strict";

import { receipt } from "../../src/core/selectors.ts";
import type { ChatState, ChatStore } from "../../src/core/types.ts";
import type { Message } from "../../src/generated/wire.ts";
import { Device, texts, until } from "./world.ts";

const [hers, his] = [new Device(), new Device()];
const [alice, bob] = [hers.chat("alice"), his.chat("bob")];
await Promise.all([alice.start(), bob.start()]);
await until("both are live", alice, (s) => s.connection.phase === "live");
await until("both are live", bob, (s) => s.connection.phase === "live");

const { id } = await alice.createConversation({ kind: "group", members: ["bob"], title: "Lunch" });
const info = (s: ChatState): ChatState["conversations"][string] | undefined => s.conversations[id];
const last = (store: ChatStore): Message => {
  const found = info(store.state)?.timeline?.messages.at(-1);
  assert(found);
  return found;
};

await until("bob hears of it", bob, (s) => info(s)?.info.title === "Lunch");
await Promise.all([alice.openConversation(id), bob.openConversation(id)]);

// A message is seen live, counted, delivered and read.
alice.send(id, "Where to?");
await until("bob sees it", bob, () => texts(bob, id).at(-1) === "Where to?");
await until("it is unread", bob, (s) => info(s)?.info.unread === 1);
await until("nothing of alice's waits", alice, (s) => info(s)?.pending.length === 0);
const seen = (state: string) => (s: ChatState) => {
  const conversation = info(s);
  return !!conversation && receipt(conversation, last(alice)).state === state;
};
await until("alice sees that it was delivered", alice, seen("delivered"));
bob.markRead(id, last(bob).position ?? 0);
await until("alice sees that it was read", alice, seen("read"));
await until("nothing is unread", bob, (s) => info(s)?.info.unread === 0);

// Typing shows; an edit, a reply and a removal arrive.
bob.typing(id);
await until("alice sees bob type", alice, (s) => "bob" in (info(s)?.typing ?? {}));
bob.send(id, "The noodle place", last(bob).id);
await until("the reply arrives", alice, () => last(alice).text === "The noodle place");
assert.deepEqual(info(alice.state)?.typing, {});
await bob.edit(last(bob), "The **new** noodle place");
await until("the edit arrives", alice, () => last(alice).version === 2);
assert.deepEqual(
  (await alice.versions(last(alice).id)).map((v) => v.text),
  ["The noodle place", "The **new** noodle place"],
);
await bob.remove(last(bob), "closed today");
await until("the tombstone arrives", alice, () => last(alice).state === "removed");
assert.equal(last(alice).removed_reason, "closed today");

// A lost answer makes no second message.
hers.loseAnswers = 1;
alice.send(id, "once");
await until("it is there", bob, () => texts(bob, id).at(-1) === "once");
await until("it waits no longer", alice, (s) => info(s)?.pending.length === 0);

// A definite refusal stays, with its reason; it can be discarded, and does not hold up the next.
const tooLong = alice.send(id, "x".repeat(60_000));
alice.send(id, "short");
await until("it is refused", alice, (s) => info(s)?.pending[0]?.status === "failed");
assert.equal(info(alice.state)?.pending[0]?.problem?.code, "text_too_long");
await until("the next one went", bob, () => texts(bob, id).at(-1) === "short");
assert.equal(alice.discard(tooLong)?.length, 60_000);

// Both write while alice's network is gone, loudly, then silently; all of it is there once.
for (const how of ["loud", "silent"] as const) {
  hers.cut(how);
  const from = Date.now();
  for (let n = 0; n < 5; n += 1) alice.send(id, `alice ${how} ${n}`);
  const shown = (s: ChatState): boolean => ["offline", "reconnecting"].includes(s.connection.phase);
  await until("alice is told", alice, shown, 4);
  assert(Date.now() - from < 2_000, `${how}: shown after ${Date.now() - from} ms`);
  for (let n = 0; n < 5; n += 1) bob.send(id, `bob ${how} ${n}`);
  await until("bob's are out", bob, (s) => info(s)?.pending.length === 0);
  assert(!texts(alice, id).includes(`bob ${how} 0`));
  assert.equal(info(alice.state)?.pending.length, 5);
  hers.heal();
  alice.reconnectNow();
  await until("alice's are out", alice, (s) => info(s)?.pending.length === 0, 40);
  await until("both have ten more", bob, () => texts(bob, id).includes(`alice ${how} 4`));
  await until("both have ten more", alice, () => texts(alice, id).includes(`bob ${how} 4`), 40);
}

assert.deepEqual(texts(alice, id), texts(bob, id));
assert.equal(new Set(texts(alice, id)).size, texts(alice, id).length);
assert.deepEqual(
  texts(alice, id).filter((text) => text?.startsWith("alice loud")),
  [0, 1, 2, 3, 4].map((n) => `alice loud ${n}`),
);

// What waits and what is drafted survives a reload of the page.
hers.cut("loud");
alice.send(id, "kept over a reload");
alice.setDraft(id, { text: "half a tho", replyTo: null, editing: null });
alice.stop();
hers.heal();
const again = hers.chat("alice");
await again.start();
await again.openConversation(id);
assert.equal(info(again.state)?.draft?.text, "half a tho");
await until("it is sent after all", bob, () => texts(bob, id).at(-1) === "kept over a reload");

// A third person joins and leaves; who is removed loses the conversation.
await again.addMembers(id, ["carol"]);
await until("bob sees her", bob, (s) => "carol" in (info(s)?.members ?? {}));
assert.equal(info(bob.state)?.info.member_count, 3);
await again.removeMember(id, "bob");
await until("bob has it no more", bob, (s) => info(s) === undefined);

// Signing out leaves nothing on the device.
again.setDraft(id, { text: "secret", replyTo: null, editing: null });
await again.signOut();
bob.stop();
assert.equal(hers.memory.length, 0);
console.log("two people: all of it is true");
process.exit(0);
