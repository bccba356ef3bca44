import { beforeEach, describe, expect, test } from "vitest";

import { createChat } from "../../src/core/chat.ts";
import type { ChatStore, ConversationState } from "../../src/core/types.ts";
import { json, problem, settle, World, type Asked } from "./clock.ts";
import { ME, Model } from "./model.ts";

const ID = "cnv_0";

let world: World;
let model: Model;
let chat: ChatStore;
let refuse: (asked: Asked) => Response | null;

/** What the server of these tests answers. */
function answer(asked: Asked): Response {
  const now = model.snapshot(model.end);
  const path = new URL(asked.url).pathname.replace("/chat/v1", "");
  const said = refuse(asked);
  if (said) return said;
  if (path === "/me") return json(200, now.me);
  if (path === "/conversations") return json(200, { data: now.conversations, next_cursor: null });
  if (path.endsWith("/members")) return json(200, { data: now.members?.[ID], next_cursor: null });
  if (path.endsWith("/messages")) return json(200, { data: now.messages?.[ID], next_cursor: null });
  return json(200, { data: [], next_cursor: null, branding: { texts: {} } });
}

beforeEach(() => {
  world = new World();
  world.luck = 0;
  world.answer = answer;
  refuse = () => null;
  model = new Model();
  model.act({ do: "create", by: "bob", with: [ME, "carol"], kind: "group" });
  model.act({ do: "send", by: "bob", in: 0, mention: true });
  chat = createChat({ base: "/chat" }, world.ports);
});

async function live(person = ME): Promise<void> {
  if (world.sockets.length === 0) void chat.start();
  await world.pass(50);
  world.socket.onopen?.();
  await settle();
  const { position } = chat.state;
  world.socket.says({ type: "ready", epoch: "e", position, person, heartbeat: 20 });
  await settle();
}

const conversation = (): ConversationState => {
  const found = chat.state.conversations[ID];
  if (!found) throw new Error("the conversation is not there");
  return found;
};
const asks = (end: string): Asked[] => world.asked.filter(({ url }) => url.endsWith(end));
const frames = (type: string): unknown[] => world.socket.sent.filter((f) => f["type"] === type);

function tell(): void {
  const { position } = chat.state;
  const events = model.seen(position, model.end);
  world.socket.says({ type: "events", after: position, upto: model.end, events });
}

describe("starting", () => {
  test("shows the list, then listens from where it stands", async () => {
    expect(chat.state.listLoading).toBe("first");
    await live();
    expect(chat.state).toMatchObject({ listLoading: null, connection: { phase: "live" } });
    expect(conversation().info).toMatchObject({ unread: 1, mentions: 1 });
    expect(world.socket.sent[0]).toEqual({ type: "hello", after: 1, epoch: "e" });
    expect(world.socket.url).toBe("wss://app.example/chat/v1/stream");
  });

  test("resolves when nobody is signed in, and says so", async () => {
    refuse = () => problem(401, "unauthenticated");
    await chat.start();
    expect(chat.state.connection).toMatchObject({
      phase: "refused",
      problem: { code: "unauthenticated" },
    });
    expect(world.sockets).toHaveLength(0);
  });

  test("goes on by itself when the server was not there at first", async () => {
    world.luck = 0.1;
    refuse = () => problem(503, "unavailable");
    void chat.start();
    await world.pass(100);
    refuse = () => null;
    await live();
    expect(conversation().info.unread).toBe(1);
  });

  test("of somebody else under the same page shows nothing of the one before", async () => {
    await live();
    await chat.openConversation(ID);
    chat.setDraft(ID, { text: "private", replyTo: null, editing: null });
    chat.send(ID, "also private");
    await settle();
    world.socket.ends(1006);
    await world.pass(10);
    refuse = () => new Response(null, { status: 503 });
    await live("carol");
    expect(chat.state).toMatchObject({ me: null, order: [], conversations: {} });
    expect(chat.state.connection.phase).not.toBe("live");
  });
});

describe("read marks", () => {
  beforeEach(async () => {
    await live();
    await chat.openConversation(ID);
  });

  test("many become one, the badge falls, and the mark never goes back", async () => {
    model.act({ do: "send", by: "carol", in: 0, mention: false });
    tell();
    expect(conversation().info.unread).toBe(2);
    chat.markRead(ID, 1);
    chat.markRead(ID, 2);
    chat.markRead(ID, 0);
    await world.pass(600);
    chat.markRead(ID, 1);
    await world.pass(600);
    expect(asks("/read").map(({ body }) => body)).toEqual([{ position: 2 }]);
    expect(conversation().info).toMatchObject({ unread: 0, mentions: 0, read_position: 2 });
  });

  test("wait while nobody looks", async () => {
    chat.setVisible(false);
    chat.markRead(ID, 1);
    await world.pass(10_000);
    expect(asks("/read")).toEqual([]);
    expect(frames("presence").at(-1)).toEqual({ type: "presence", state: "away" });
    chat.setVisible(true);
    await world.pass(600);
    expect(asks("/read")).toHaveLength(1);
  });

  test("that did not arrive are sent again", async () => {
    refuse = ({ url }) => (url.endsWith("/read") ? problem(429, "rate_limited") : null);
    chat.markRead(ID, 1);
    await world.pass(600);
    refuse = () => null;
    await world.pass(6_000);
    expect(asks("/read")).toHaveLength(2);
  });
});

describe("small signs", () => {
  beforeEach(() => live());

  test("typing is said once in three seconds, and anew after a message", async () => {
    for (let n = 0; n < 5; n += 1) chat.typing(ID);
    expect(frames("typing")).toHaveLength(1);
    chat.send(ID, "x");
    chat.typing(ID);
    expect(frames("typing")).toHaveLength(2);
  });

  test("another's typing fades when nothing more is heard, and at their message", async () => {
    world.socket.says({ type: "typing", conversation_id: ID, person: "bob" });
    await world.pass(4_000);
    world.socket.says({ type: "typing", conversation_id: ID, person: "bob" });
    await world.pass(4_000);
    expect(conversation().typing).toHaveProperty("bob");
    await world.pass(3_000);
    expect(conversation().typing).toEqual({});
    world.socket.says({ type: "typing", conversation_id: ID, person: "carol" });
    model.act({ do: "send", by: "carol", in: 0, mention: false });
    tell();
    expect(conversation().typing).toEqual({});
  });

  test("what arrived is acknowledged once for many, and not for one's own", async () => {
    for (const by of ["bob", "carol", ME]) model.act({ do: "send", by, in: 0, mention: false });
    tell();
    await world.pass(600);
    expect(frames("delivered")).toEqual([{ type: "delivered", conversation_id: ID, position: 3 }]);
  });
});

describe("timelines", () => {
  beforeEach(() => live());

  test("open at the first unread, with a line that stays until they are closed", async () => {
    await chat.openConversation(ID);
    expect(new URL(asks("limit=60")[0]?.url ?? "").searchParams.get("around")).toBe("-1");
    expect(conversation().timeline?.unreadFrom).toBe(-1);
    chat.markRead(ID, 1);
    await world.pass(600);
    expect(conversation().timeline?.unreadFrom).toBe(-1);
    chat.closeConversation(ID);
    expect(conversation().timeline?.unreadFrom).toBeNull();
  });

  test("that were closed are there at once when one comes back", async () => {
    await chat.openConversation(ID);
    const asked = world.asked.length;
    chat.closeConversation(ID);
    model.act({ do: "send", by: "bob", in: 0, mention: false });
    tell();
    await chat.openConversation(ID);
    expect(world.asked).toHaveLength(asked);
    expect(conversation().timeline?.messages).toHaveLength(2);
  });

  test("that could not be loaded say why, and load when opened again", async () => {
    refuse = ({ url }) => (url.includes("/messages") ? problem(503, "unavailable") : null);
    await chat.openConversation(ID);
    expect(conversation().timeline?.problem?.code).toBe("unavailable");
    refuse = () => null;
    await chat.openConversation(ID);
    expect(conversation().timeline).toMatchObject({ problem: null, loading: null });
  });
});

describe("members who join while a roster is shown", () => {
  const joins = (name: string): void => {
    model.act({ do: "add", in: 0, person: name, history: "all" });
    tell();
  };
  const rosters = (): number => world.asked.filter(({ url }) => url.includes("/members")).length;

  test("one by one make it be loaded again once, and once more for all that came since", async () => {
    await live();
    await chat.openConversation(ID);
    const before = rosters();
    for (const name of ["dave", "erin", "frank"]) {
      joins(name);
      await world.pass(500);
    }
    expect(rosters() - before).toBe(1);
    await world.pass(20_000);
    expect(rosters() - before).toBe(2);
    expect(Object.keys(conversation().members ?? {})).toContain("frank");
    joins("grace");
    await settle();
    expect(rosters() - before).toBe(3);
  });
});

test("signed out, nothing is left in the state", async () => {
  await live();
  chat.send(ID, "x");
  await chat.signOut();
  expect(chat.state).toMatchObject({ me: null, order: [], people: {}, position: -1 });
  expect(world.storage?.length).toBe(0);
  expect(chat.state.connection.phase).toBe("idle");
});
