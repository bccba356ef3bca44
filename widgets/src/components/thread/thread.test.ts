import { userEvent } from "vitest/browser";
import { expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { OnrecordChat } from "../chat/chat.ts";
import type { OnrecordThread } from "./thread.ts";

interface Opened {
  readonly chat: OnrecordChat;
  readonly store: FixtureStore;
  readonly id: string;
  readonly root: string;
}

async function show(store = new FixtureStore()): Promise<Opened> {
  const [id = ""] = store.state.order;
  const messages = store.state.conversations[id]?.timeline?.messages ?? [];
  const root = messages.find((one) => one.thread)?.id ?? "";
  const chat = new OnrecordChat();
  await mount(chat, { store, conversationId: id, lang: "en" }, { width: 1200, height: 800 });
  await drawn(chat);
  find(chat, "onrecord-room >>> onrecord-timeline >>> .thread").click();
  await drawn(chat);
  await drawn(chat);
  return { chat, store, id, root };
}

const pane = (chat: OnrecordChat): OnrecordThread => find(chat, "onrecord-thread");
const texts = (chat: OnrecordChat): string[] =>
  findAll(pane(chat), "onrecord-timeline >>> .bubble").map((one) => one.textContent?.trim() ?? "");
const field = (chat: OnrecordChat): HTMLTextAreaElement =>
  find(pane(chat), "onrecord-composer >>> textarea");

async function write(chat: OnrecordChat, text: string): Promise<void> {
  await userEvent.fill(field(chat), text);
  await userEvent.keyboard("{Enter}");
  await drawn(chat);
}

test("the line below a message opens its thread: the root, how many answered, and what they said", async () => {
  const { chat } = await show();
  expect(texts(chat)[0]).toContain("Pallet 3 of order 1234");
  expect(texts(chat)).toHaveLength(5);
  expect(find(pane(chat), "onrecord-timeline >>> .replies").textContent).toContain("4 replies");
  expect(find(pane(chat), "onrecord-timeline >>> .news").textContent).toContain("New");
  await expectAccessible(chat);
});

test("what one writes there is in the thread alone, unless it is to show outside as well", async () => {
  const { chat, store, id } = await show();
  const outside = (): number => store.state.conversations[id]?.timeline?.messages.length ?? 0;
  const before = outside();
  await write(chat, "I will tell them.");
  await new Promise((resolve) => setTimeout(resolve, 400));
  await drawn(chat);
  expect(texts(chat).at(-1)).toContain("I will tell them.");
  expect(outside()).toBe(before);
  find(pane(chat), ".also input").click();
  await drawn(chat);
  await write(chat, "Told.");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(outside()).toBe(before + 1);
});

test("a draft is of its thread: it is there again when the thread is opened again", async () => {
  const { chat, store, root } = await show();
  await userEvent.fill(field(chat), "half a th");
  await drawn(chat);
  expect(store.state.threadDrafts[root]?.text).toBe("half a th");
  chat.side.close();
  await drawn(chat);
  find(chat, "onrecord-room >>> onrecord-timeline >>> .thread").click();
  await drawn(chat);
  await drawn(chat);
  expect(field(chat).value).toBe("half a th");
});

test("one follows or not; inside there is no thread of a thread", async () => {
  const { chat } = await show();
  const bell = (): HTMLElement => find(pane(chat), "[aria-pressed]");
  expect(bell().getAttribute("aria-pressed")).toBe("true");
  bell().click();
  await drawn(chat);
  expect(bell().getAttribute("aria-pressed")).toBe("false");
  const labels = findAll(pane(chat), "onrecord-timeline >>> .tools button").map((one) => one.title);
  expect(labels).not.toContain("Reply in thread");
});

test("a reply that was refused stays, with its reason and what to do", async () => {
  const { chat, store, id, root } = await show();
  const pending = {
    clientId: "c9",
    conversationId: id,
    text: "Too late.",
    replyTo: null,
    options: { thread_id: root },
    createdAt: new Date().toISOString(),
    status: "failed" as const,
    problem: null,
  };
  store.alter(id, () => ({ pending: [pending] }));
  await drawn(chat);
  const failed = find(pane(chat), "onrecord-timeline >>> .status.failed");
  expect(failed.textContent).toContain("Try again");
  const outside = find(chat, "onrecord-room >>> onrecord-timeline").shadowRoot;
  expect(outside?.querySelector(".status.failed")).toBeNull();
});
