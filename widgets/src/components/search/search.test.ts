import { userEvent } from "vitest/browser";
import { describe, expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { answered, askingAt, begun, toggled, wider } from "../../core/search/asking.ts";
import { OnrecordChat } from "../chat/chat.ts";

const PANEL = "onrecord-search";
const REST_MS = 320;

async function open(width = 1200): Promise<OnrecordChat> {
  localStorage.clear();
  const store = new FixtureStore();
  const chat = new OnrecordChat();
  const conversationId = store.state.order[0] ?? null;
  await mount(chat, { store, conversationId, lang: "en" }, { width, height: 700 });
  await drawn(chat);
  chat.side.open({ kind: "search", conversation: null });
  await drawn(chat);
  return chat;
}

async function ask(chat: OnrecordChat, text: string): Promise<void> {
  find(chat, `${PANEL} >>> input`).focus();
  await userEvent.keyboard(text.replaceAll("[", "[[").replaceAll("{", "{{"));
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  await drawn(chat);
}

const rows = (chat: OnrecordChat): HTMLElement[] => findAll(chat, `${PANEL} >>> .to`);
const said = (chat: OnrecordChat): string =>
  find(chat, `${PANEL} >>> .rest [role=status]`).textContent ?? "";
const focused = (): Element | null => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
};

describe("searching", () => {
  test("Ctrl+K from within opens it, and puts the focus where one writes", async () => {
    const chat = await open();
    chat.side.close();
    await drawn(chat);
    await userEvent.keyboard("{Control>}k{/Control}");
    await drawn(chat);
    expect(chat.side.shows("search")).toBe(true);
    expect(focused()).toBe(find(chat, `${PANEL} >>> input`));
  });

  test("Ctrl+K is the page's where the page says so", async () => {
    const chat = await open();
    chat.side.close();
    chat.searchKey = "off";
    await drawn(chat);
    await userEvent.keyboard("{Control>}k{/Control}");
    expect(chat.side.view).toBeNull();
  });

  test("hits show what was asked for, as text, and lead to where it was said", async () => {
    const chat = await open();
    await ask(chat, "the");
    expect(rows(chat).length).toBeGreaterThan(0);
    expect(find(chat, `${PANEL} >>> mark`).textContent?.toLowerCase()).toBe("the");
    await userEvent.keyboard("{ArrowDown}");
    expect(focused()).toBe(rows(chat)[0]);
    await userEvent.keyboard("{Enter}");
    await drawn(chat);
    expect(chat.conversationId).toBeTruthy();
  });

  test("a search that has not looked everywhere says how far back it has, and goes on", async () => {
    const chat = await open();
    await ask(chat, "nowhere");
    expect(said(chat)).toMatch(/Searched back to/);
    expect(find(chat, `${PANEL} >>> .rest .button`).textContent).toContain("Go on");
    await expectAccessible(chat);
  });

  test("where nothing is found, parts of words are offered", async () => {
    const chat = await open();
    await ask(chat, "zzzqq");
    expect(said(chat)).toBe("Nothing was found.");
    const offers = findAll(chat, `${PANEL} >>> .rest .chip`).map((one) => one.textContent?.trim());
    expect(offers).toEqual(["zzzqq*", "*zzzqq*"]);
  });

  test("names are completed by keyboard, and filters are switched", async () => {
    const chat = await open();
    await ask(chat, "from:be");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await drawn(chat);
    expect(findAll(chat, `${PANEL} >>> [role=option]`).length).toBeGreaterThan(0);
    await expectAccessible(chat);
    find(chat, `${PANEL} >>> input`).focus();
  });

  test("what one looked for is offered again, until it is cleared", async () => {
    const chat = await open();
    await ask(chat, "the");
    await userEvent.keyboard("{Enter}");
    await drawn(chat);
    await userEvent.clear(find(chat, `${PANEL} >>> input`));
    await drawn(chat);
    expect(findAll(chat, `${PANEL} >>> .recent li`).length).toBe(1);
    find(chat, `${PANEL} >>> .recent .quiet`).click();
    await drawn(chat);
    expect(findAll(chat, `${PANEL} >>> .recent li`).length).toBe(0);
  });

  test("axe finds nothing, neither before nor after", async () => {
    const chat = await open();
    await expectAccessible(chat);
    await ask(chat, "the");
    await expectAccessible(chat);
  });
});

describe("a query as it is written", () => {
  test("the filter round the caret is known, and its value replaced whole", () => {
    expect(askingAt("a from:be", 9)).toMatchObject({ key: "from", value: "be", start: 2, end: 9 });
    expect(askingAt('-in:"my ro" x', 10)).toMatchObject({ key: "in", value: "my ro", minus: true });
    expect(askingAt("xfrom:be", 8)).toBeNull();
    expect(askingAt("from:be x", 9)).toBeNull();
    const asking = askingAt("a from:be z", 9);
    expect(asking && answered("a from:be z", asking, "Al B")).toEqual(['a from:"Al B" z', 14]);
  });

  test("filters are begun, switched on and off, and words widened", () => {
    expect(begun("word", "from")).toBe("word from:");
    expect(toggled("word", "has:file")).toBe("word has:file");
    expect(toggled("word has:file", "has:file")).toBe("word");
    expect(wider("john")).toEqual(["john*", "*john*"]);
    expect(wider("two words")).toEqual([]);
  });
});
