import { beforeEach, describe, expect, test } from "vitest";

import { Client } from "../../src/core/client.ts";
import { freshConversation } from "../../src/core/conversations.ts";
import { Drafts } from "../../src/core/drafts.ts";
import { Habits } from "../../src/core/habits.ts";
import { put } from "../../src/core/messages.ts";
import { MOST_WAITING, Outbox } from "../../src/core/outbox.ts";
import { RefusalError } from "../../src/core/problems.ts";
import { initialState } from "../../src/core/selectors.ts";
import { Shelf } from "../../src/core/shelf.ts";
import { Store } from "../../src/core/store.ts";
import type { PendingMessage } from "../../src/core/types.ts";
import type { Conversation } from "../../src/generated/wire.ts";
import type { MemoryLocker } from "./clock.ts";
import { json, problem, settle, World, type Asked } from "./clock.ts";

const OWNER = ["https://app.example/chat", "acme", "me"];
const INFO = {
  last_position: 0,
  unread: 0,
  mentions: 0,
  last_message: null,
} as Partial<Conversation>;

let world: World;
let store: Store<ReturnType<typeof initialState>>;
let outbox: Outbox;

/** A page that is opened over the same device. */
function page(owner: readonly string[] = OWNER): Outbox {
  store = new Store(
    ["a", "b"].reduce(
      (state, id) => put(state, freshConversation({ ...INFO, id } as Conversation)),
      initialState(),
    ),
  );
  const opened = new Outbox({
    store,
    client: new Client(world.ports, "/chat", null),
    ports: world.ports,
  });
  opened.adopt(new Shelf(world.ports, owner));
  return opened;
}

const pending = (id = "a"): readonly PendingMessage[] =>
  store.state.conversations[id]?.pending ?? [];
const words = (): string[] => pending().map(({ text, status }) => `${text} ${status}`);
const sent = (): unknown[] => world.asked.map(({ body }) => body?.["text"]);

const accept = ({ body }: Asked): Response =>
  json(201, { id: "m", client_id: body?.["client_id"], conversation_id: "a", author: "me" });

beforeEach(() => {
  world = new World();
  world.answer = accept;
  outbox = page();
});

describe("sending", () => {
  test("one after the other in a conversation, side by side in two", async () => {
    const answers: (() => void)[] = [];
    world.answer = (asked) => new Promise((resolve) => answers.push(() => resolve(accept(asked))));
    outbox.open();
    outbox.add("a", "1", null);
    outbox.add("a", "2", null);
    outbox.add("b", "3", "msg_1");
    await settle();
    expect(sent()).toEqual(["1", "3"]);
    expect(world.asked[1]?.body).toMatchObject({ reply_to: "msg_1" });
    expect(words()).toEqual(["1 sending", "2 queued"]);
    answers[0]?.();
    await settle();
    expect(sent()).toEqual(["1", "3", "2"]);
  });

  test("an unknown outcome is tried again under the same id, in order, until it is known", async () => {
    let left = 4;
    world.answer = (asked) => {
      if ((left -= 1) >= 0) throw new TypeError("no network");
      return accept(asked);
    };
    outbox.open();
    outbox.add("a", "1", null);
    outbox.add("a", "2", null);
    await world.pass(60_000);
    expect(sent()).toEqual(["1", "1", "1", "1", "1", "2"]);
    expect(new Set(world.asked.map(({ body }) => body?.["client_id"])).size).toBe(2);
    expect(pending()).toEqual([]);
  });

  test("a busy server is asked again no sooner than it said", async () => {
    world.answer = () => problem(503, "unavailable", { retry_after: 20 });
    outbox.open();
    outbox.add("a", "1", null);
    await world.pass(19_999);
    expect(sent()).toEqual(["1"]);
    world.answer = accept;
    await world.pass(1_000);
    expect(pending()).toEqual([]);
  });

  test("a definite refusal stays with its reason, and the next one goes", async () => {
    world.answer = (asked) =>
      asked.body?.["text"] === "1" ? problem(422, "text_too_long") : accept(asked);
    outbox.open();
    const first = outbox.add("a", "1", null);
    outbox.add("a", "2", null);
    await settle();
    expect(words()).toEqual(["1 failed"]);
    expect(pending()[0]?.problem).toMatchObject({ detail: "because text_too_long" });
    world.answer = accept;
    outbox.retry(first);
    await settle();
    expect(pending()).toEqual([]);
  });

  test("seen in the stream, it waits no longer, and a late failure changes nothing", async () => {
    let fail: () => void = () => undefined;
    world.answer = () => new Promise((_, reject) => (fail = () => reject(new TypeError("gone"))));
    outbox.open();
    outbox.confirm(outbox.add("a", "1", null));
    expect(pending()).toEqual([]);
    fail();
    await world.pass(60_000);
    expect([sent(), pending()]).toEqual([["1"], []]);
  });

  test("what is on its way cannot be discarded; what failed or waits gives its text back", async () => {
    const first = outbox.add("a", "1", null);
    expect(outbox.discard(first)).toBe("1");
    world.answer = () => new Promise(() => undefined);
    outbox.open();
    const second = outbox.add("a", "2", null);
    await settle();
    expect(outbox.discard(second)).toBeNull();
    expect(words()).toEqual(["2 sending"]);
  });

  test("five hundred may wait, and the next is refused before it is taken", () => {
    for (let n = 0; n < MOST_WAITING; n += 1) outbox.add("a", `${n}`, null);
    expect(() => outbox.add("a", "one more", null)).toThrow(RefusalError);
    expect(pending()).toHaveLength(MOST_WAITING);
  });
});

describe("a reload", () => {
  test("keeps what waited and what failed, in order; what was on its way is sent again", async () => {
    world.answer = () => new Promise(() => undefined);
    outbox.open();
    outbox.add("a", "1", null);
    await world.pass(5);
    outbox.add("a", "2", null);
    await world.pass(5);
    outbox.close();
    const before = world.asked[0]?.body?.["client_id"];
    world.answer = accept;
    outbox = page();
    expect(words()).toEqual(["1 queued", "2 queued"]);
    outbox.open();
    await settle();
    expect(sent()).toEqual(["1", "1", "2"]);
    expect(world.asked[1]?.body?.["client_id"]).toBe(before);
    expect((world.storage as MemoryLocker).length).toBe(0);
  });

  test("shows nobody else's, and signing out leaves nothing of one's own", () => {
    outbox.add("a", "mine", null);
    page(["https://app.example/chat", "acme", "me:2"]);
    expect(pending()).toEqual([]);
    page(["https://app.example/chat", "globex", "me"]);
    expect(pending()).toEqual([]);
    const shelf = new Shelf(world.ports, OWNER);
    new Shelf(world.ports, ["x"]).put("out", "other", {});
    shelf.wipe();
    expect((world.storage as MemoryLocker).length).toBe(1);
  });

  test("another tab's message is taken up when this one comes back, without a second copy", async () => {
    const other = page();
    other.add("a", "from the other tab", null);
    outbox = page();
    outbox.open();
    other.open();
    await settle();
    expect(new Set(world.asked.map(({ body }) => body?.["client_id"])).size).toBe(1);
    expect((world.storage as MemoryLocker).length).toBe(0);
  });

  test.each(["{", "null", "[]", '{"clientId": 3}', '"x"'])(
    "rubbish on the device (%s) is left out",
    (text) => {
      (world.storage as MemoryLocker).setItem(
        `onrecord:1:${OWNER.map(encodeURIComponent).join(":")}:out:z`,
        text,
      );
      outbox = page();
      expect(pending()).toEqual([]);
    },
  );

  test("a device that is full, or keeps nothing, still sends", async () => {
    (world.storage as MemoryLocker).full = true;
    outbox.open();
    outbox.add("a", "1", null);
    await settle();
    world.storage = null;
    outbox = page();
    outbox.open();
    outbox.add("a", "2", null);
    await settle();
    expect(sent()).toEqual(["1", "2"]);
    expect(pending()).toEqual([]);
  });
});

describe("drafts", () => {
  const drafts = (): Drafts => {
    const context = { store, client: new Client(world.ports, "/chat", null), ports: world.ports };
    const made = new Drafts(context);
    made.adopt(new Shelf(world.ports, OWNER));
    return made;
  };
  const draft = (text: string): { text: string; replyTo: null; editing: null } => ({
    text,
    replyTo: null,
    editing: null,
  });

  test("show at once, and are there after a reload", async () => {
    drafts().set("a", draft("half a tho"));
    expect(store.state.conversations["a"]?.draft?.text).toBe("half a tho");
    await world.pass(300);
    page();
    drafts();
    expect(store.state.conversations["a"]?.draft?.text).toBe("half a tho");
  });

  test("are kept beside the choice of the key that sends, which is there after a reload", () => {
    const habits = (): Habits => {
      const context = { store, client: new Client(world.ports, "/chat", null), ports: world.ports };
      const made = new Habits(context);
      made.adopt(new Shelf(world.ports, OWNER));
      return made;
    };
    habits();
    expect(store.state.sendOn).toBeNull();
    habits().setSendOn("mod-enter");
    expect(store.state.sendOn).toBe("mod-enter");
    page();
    expect(store.state.sendOn).toBeNull();
    habits();
    expect(store.state.sendOn).toBe("mod-enter");
    new Shelf(world.ports, OWNER).put("habit", "send-on", "shout");
    page();
    habits();
    expect(store.state.sendOn).toBeNull();
  });

  test("that are emptied are gone", async () => {
    const made = drafts();
    made.set("a", draft("x"));
    made.set("b", draft("y"));
    made.set("a", draft(""));
    made.set("b", null);
    await world.pass(300);
    expect(store.state.conversations["a"]?.draft).toBeNull();
    expect((world.storage as MemoryLocker).length).toBe(0);
  });
});
