/** One page, and one person after the other: what belongs to the first goes with them. */
import { beforeEach, expect, test } from "vitest";

import { reached } from "../../src/core/announcements/reached.ts";
import { createChat } from "../../src/core/chat.ts";
import { uploadsOf } from "../../src/core/files/uploads.ts";
import { wantCards } from "../../src/core/subjects/actions.ts";
import type { ChatStore } from "../../src/core/types.ts";
import { json, settle, World, type Asked } from "./clock.ts";
import { ME, Model } from "./model.ts";

const ID = "cnv_0";
const NEXT = "carol";

let world: World;
let model: Model;
let chat: ChatStore;
let person: string;
/** Paths whose answers are held back, and those answers. */
let held: string | null;
let late: (() => void)[];

/** What the server of these tests answers: the second person is in no conversation. */
function documentOf(path: string): unknown {
  const now = model.snapshot(model.end);
  if (path === "/me") return { ...now.me, person: { ...now.me.person, id: person } };
  const mine = person === ME;
  if (path === "/conversations") {
    return { data: mine ? now.conversations : [], next_cursor: mine ? "more" : null };
  }
  if (path === `/conversations/${ID}/messages`) {
    return { data: now.messages?.[ID], next_cursor: null };
  }
  return { data: [], next_cursor: null, branding: { texts: {} } };
}

function answer({ url }: Asked): Response | Promise<Response> {
  const path = new URL(url).pathname.replace("/chat/v1", "");
  const said = json(200, documentOf(path));
  if (path !== held) return said;
  return new Promise((resolve) => late.push(() => resolve(said)));
}

beforeEach(() => {
  world = new World();
  world.luck = 0;
  world.answer = answer;
  person = ME;
  held = null;
  late = [];
  model = new Model();
  model.act({ do: "create", by: "bob", with: [ME], kind: "group" });
  model.act({ do: "send", by: "bob", in: 0, mention: true });
  chat = createChat({ base: "/chat" }, world.ports);
});

/** Open a socket on which the server says who is there. */
async function live(): Promise<void> {
  if (world.sockets.length === 0) void chat.start();
  await world.pass(50);
  world.socket.onopen?.();
  await settle();
  const { position } = chat.state;
  world.socket.says({ type: "ready", epoch: "e", position, person, heartbeat: 20 });
  await settle();
}

/** The host signs somebody else in; what was held back for the first person comes after that. */
async function replaced(): Promise<void> {
  world.socket.ends(1006);
  person = NEXT;
  held = null;
  await live();
  await live();
  for (const arrive of late) arrive();
  await world.pass(100);
}

const asks = (end: string): Asked[] =>
  world.asked.filter(({ url }) => new URL(url).pathname.endsWith(end));

async function expectNext(): Promise<void> {
  await settle();
  expect(chat.state).toMatchObject({ order: [], conversations: {}, listLoading: null });
  expect(chat.state).toMatchObject({ listProblem: null, hasMoreConversations: false });
  expect(chat.state.me?.person.id).toBe(NEXT);
  expect(chat.state.connection.phase).toBe("live");
}

test("a list that was asked for before is not the list of the next", async () => {
  await live();
  held = "/conversations";
  world.socket.says({ type: "resync", epoch: "e", position: model.end });
  await settle();
  await replaced();
  expect(late).toHaveLength(1);
  await expectNext();
});

test("a further page of the list does not keep the next from theirs", async () => {
  await live();
  held = "/conversations";
  const more = chat.loadMoreConversations();
  await settle();
  await replaced();
  await more;
  await expectNext();
});

test.each(["/me", "/branding"])(
  "signed out while %s is asked for, nobody is here",
  async (path) => {
    held = path;
    void chat.start();
    await settle();
    await chat.signOut();
    late[0]?.();
    await world.pass(100);
    expect(chat.state.me).toBeNull();
    expect(asks("/conversations")).toEqual([]);
  },
);

test("a message on its way waits for its author, and is not in the way of the next", async () => {
  await live();
  held = `/conversations/${ID}/messages`;
  chat.send(ID, "mine");
  await settle();
  await replaced();
  await expectNext();
  expect(
    [...(world.storage as unknown as { map: Map<string, string> }).map.values()].join(),
  ).toContain("mine");
});

test("a read mark that did not arrive is not set for the next", async () => {
  await live();
  held = `/conversations/${ID}/read`;
  chat.markRead(ID, 1);
  await world.pass(600);
  await replaced();
  await world.pass(10_000);
  expect(asks("/read")).toHaveLength(1);
});

test("files go with whoever chose them, and so does the message that waits for them", async () => {
  await live();
  held = "/attachments";
  const uploads = uploadsOf(chat.port);
  let sent = 0;
  uploads.add(ID, ID, [new File(["x"], "private.txt")]);
  uploads.park(ID, { text: "private", replyTo: null, options: {}, send: () => (sent += 1) });
  await settle();
  await replaced();
  await world.pass(20_000);
  expect(uploadsOf(chat.port).of(ID)).toEqual([]);
  expect(asks("/attachments")).toHaveLength(1);
  expect(world.asked.filter(({ url }) => url.includes("/attachments/"))).toEqual([]);
  expect(sent).toBe(0);
});

test("the next says nothing of announcements that others were reached by, nor asks for their cards", async () => {
  await live();
  world.luck = 0.5;
  reached(chat.port, ["msg_1"]);
  world.luck = 0;
  world.socket.ends(1006);
  person = NEXT;
  await world.pass(5);
  world.socket.onopen?.();
  await settle();
  wantCards(chat.port, ["order:1"]);
  world.socket.says({ type: "ready", epoch: "e", position: 1, person, heartbeat: 20 });
  await world.pass(60_000);
  expect(asks("/reached")).toEqual([]);
  expect(asks("/cards")).toEqual([]);
});
