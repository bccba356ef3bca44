import { userEvent } from "vitest/browser";
import { describe, expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, find, findAll, mount } from "../../../tests/support/mount.ts";
import { OnrecordChat } from "./chat.ts";

interface Opened {
  readonly chat: OnrecordChat;
  readonly ids: readonly string[];
}

async function open(width: number): Promise<Opened> {
  const store = new FixtureStore();
  const ids = store.state.order;
  const chat = new OnrecordChat();
  const conversationId = ids[0] ?? null;
  await mount(chat, { store, conversationId, lang: "en" }, { width, height: 700 });
  await drawn(chat);
  return { chat, ids };
}

const button = (chat: OnrecordChat): HTMLElement =>
  find(chat, "onrecord-room >>> onrecord-header >>> .acts [aria-expanded]");
const title = (chat: OnrecordChat): string =>
  find(chat, "onrecord-details >>> .about h3").textContent ?? "";
const firstMessage = (chat: OnrecordChat, id: string): string =>
  chat.store?.state.conversations[id]?.timeline?.messages[0]?.id ?? "";
const focused = (): Element | null => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
};

async function show(chat: OnrecordChat): Promise<void> {
  button(chat).focus();
  button(chat).click();
  await drawn(chat);
}

describe("the pane beside the conversation", () => {
  test("opening it puts the focus on its title, Escape gives it back", async () => {
    const { chat } = await open(1200);
    await show(chat);
    expect(focused()).toBe(find(chat, "onrecord-details >>> h2"));
    await userEvent.keyboard("{Escape}");
    await drawn(chat);
    expect(findAll(chat, ".side")).toEqual([]);
    expect(focused()).toBe(button(chat));
  });

  test("its button closes what it opened", async () => {
    const { chat } = await open(1200);
    await show(chat);
    expect(button(chat).ariaExpanded).toBe("true");
    await show(chat);
    expect(chat.side.view).toBeNull();
  });

  test("a view opened from inside goes on top, and back leads to the one before", async () => {
    const { chat, ids } = await open(1200);
    await show(chat);
    const before = title(chat);
    chat.side.open({ kind: "details", conversation: ids[1] ?? "" });
    await drawn(chat);
    expect(title(chat)).not.toBe(before);
    find(chat, "onrecord-details >>> .back").click();
    await drawn(chat);
    expect(title(chat)).toBe(before);
    expect(chat.side.deep).toBe(false);
  });

  test("a view opened from outside takes the place of all others", async () => {
    const { chat, ids } = await open(1200);
    await show(chat);
    button(chat).focus();
    chat.side.open({ kind: "details", conversation: ids[1] ?? "" });
    expect(chat.side.deep).toBe(false);
  });

  test("what belongs to one conversation goes when another is opened", async () => {
    const { chat, ids } = await open(1200);
    await show(chat);
    chat.conversationId = ids[1] ?? null;
    await drawn(chat);
    expect(chat.side.view).toBeNull();
  });

  test("what one person opened is not there for the next", async () => {
    const { chat } = await open(1200);
    chat.side.open({ kind: "saved" });
    await drawn(chat);
    const before = find(chat, "onrecord-saved");
    (chat.store as FixtureStore).change((state) => ({ ...state, me: null }));
    await drawn(chat);
    expect(findAll(chat, ".side")).toEqual([]);
    chat.side.open({ kind: "saved" });
    await drawn(chat);
    expect(find(chat, "onrecord-saved")).not.toBe(before);
  });

  test("on a narrow element it is all there is, and makes room for a message", async () => {
    const { chat, ids } = await open(360);
    const [first = ""] = ids;
    await show(chat);
    expect(find(chat, "onrecord-room").offsetWidth).toBe(0);
    expect(find(chat, ".side").offsetWidth).toBe(360);
    chat.side.reveal(first, firstMessage(chat, first));
    await drawn(chat);
    expect(find(chat, "onrecord-room").offsetWidth).toBe(360);
    expect(focused()?.matches("article")).toBe(true);
  });
});

describe("addresses", () => {
  test("the location names the conversation, and back leads to the one before", async () => {
    const { chat, ids } = await open(1200);
    chat.addresses = true;
    chat.remove();
    document.body.append(chat);
    await drawn(chat);
    chat.conversationId = ids[1] ?? null;
    await drawn(chat);
    chat.conversationId = ids[2] ?? null;
    await drawn(chat);
    expect(location.hash).toBe(`#/c/${ids[2] ?? ""}`);
    history.back();
    await new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
    await drawn(chat);
    expect(chat.conversationId).toBe(ids[1]);
    chat.remove();
  });
});
