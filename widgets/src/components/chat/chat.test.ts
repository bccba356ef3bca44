import { userEvent } from "vitest/browser";
import { describe, expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import {
  drawn,
  expectAccessible,
  find,
  findAll,
  mount,
  next,
  press,
} from "../../../tests/support/mount.ts";
import { OnrecordChat } from "./chat.ts";

const WIDTHS = [360, 760, 1200];

interface Opened {
  readonly chat: OnrecordChat;
  readonly store: FixtureStore;
}

async function open(width: number, nth: number | null = 1): Promise<Opened> {
  const store = new FixtureStore();
  const conversationId = nth === null ? null : (store.state.order[nth] ?? null);
  const chat = new OnrecordChat();
  await mount(chat, { store, conversationId, lang: "en" }, { width, height: 700 });
  await drawn(chat);
  return { chat, store };
}

const shown = (root: HTMLElement, path: string): boolean => find(root, path).offsetWidth > 0;
const text = (chat: HTMLElement): HTMLTextAreaElement =>
  find(chat, "onrecord-room >>> onrecord-composer >>> textarea");

describe.each(WIDTHS)("at %d px", (width) => {
  test("axe finds nothing in the list, in a conversation and in its details", async () => {
    const { chat } = await open(width, null);
    await expectAccessible(chat);
    chat.conversationId = new FixtureStore().state.order[0] ?? null;
    const { chat: room } = await open(width, 0);
    await expectAccessible(room);
    find(room, "onrecord-room >>> onrecord-header >>> .acts [aria-expanded]").click();
    await expectAccessible(room);
  });

  test("nothing is wider than the element", async () => {
    const { chat } = await open(width, 0);
    expect(chat.scrollWidth).toBeLessThanOrEqual(width);
    const box = find(chat, "onrecord-room >>> onrecord-timeline >>> .scroll");
    expect(box.scrollWidth).toBeLessThanOrEqual(box.clientWidth);
  });
});

describe("panes", () => {
  test("a narrow element shows one pane, and the back button leads to the list", async () => {
    const { chat } = await open(360);
    expect(shown(chat, "onrecord-list")).toBe(false);
    find(chat, "onrecord-room >>> onrecord-header >>> .back").click();
    await drawn(chat);
    expect(shown(chat, "onrecord-list")).toBe(true);
    expect(chat.conversationId).toBeNull();
  });

  test("a middling element shows two panes and no back button", async () => {
    const { chat } = await open(760);
    expect(shown(chat, "onrecord-list") && shown(chat, "onrecord-room")).toBe(true);
    expect(shown(chat, "onrecord-room >>> onrecord-header >>> .back")).toBe(false);
  });

  test("a wide element has room for the details beside both", async () => {
    const { chat } = await open(1200);
    find(chat, "onrecord-room >>> onrecord-header >>> .acts [aria-expanded]").click();
    await drawn(chat);
    const panes = ["onrecord-list", "onrecord-room", "onrecord-details"];
    expect(panes.map((pane) => shown(chat, pane))).toEqual([true, true, true]);
  });
});

describe("by keyboard alone", () => {
  test("one finds a conversation, opens it, writes and sends", async () => {
    const { chat, store } = await open(1200, null);
    find(chat, "onrecord-list >>> input").focus();
    await userEvent.keyboard("dock{Enter}");
    await drawn(chat);
    await userEvent.keyboard("Lorry is here.{Enter}");
    await drawn(chat);
    const id = chat.conversationId ?? "";
    expect(store.state.conversations[id]?.info.title).toBe("dock-floor");
    expect(store.state.conversations[id]?.pending.at(-1)?.text).toBe("Lorry is here.");
    expect(text(chat).value).toBe("");
  });

  test("the arrow keys walk through the list, and only one row is a tab stop", async () => {
    const { chat } = await open(1200, null);
    const rows = findAll(chat, "onrecord-list >>> .row");
    rows[0]?.focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await drawn(chat);
    expect(find(chat, "onrecord-list").shadowRoot?.activeElement).toBe(rows[2]);
    expect(rows.filter((row) => row.tabIndex === 0)).toHaveLength(1);
  });

  test("the focus stays on a conversation that moves, even under another heading", async () => {
    const { chat, store } = await open(1200, null);
    const focused = (): string | undefined =>
      (find(chat, "onrecord-list").shadowRoot?.activeElement as HTMLElement | null)?.dataset[
        "held"
      ];
    const quiet = store.state.order.filter(
      (id) => store.state.conversations[id]?.info.unread === 0,
    );
    const id = quiet.at(-1) ?? "";
    find(chat, `onrecord-list >>> [data-held="${id}"]`).focus();
    store.alter(id, (one) => ({ info: { ...one.info, unread: 1, muted: false } }));
    await drawn(chat);
    expect(focused()).toBe(id);
    store.change((s) => ({ ...s, order: [id, ...s.order.filter((one) => one !== id)] }));
    await drawn(chat);
    expect(focused()).toBe(id);
  });

  test("up-arrow edits the last message, Escape leaves it as it was", async () => {
    const { chat, store } = await open(1200);
    text(chat).focus();
    await userEvent.keyboard("{ArrowUp}");
    await expect.poll(() => text(chat).value).toBe("You are the best. Coffee is on me.");
    await userEvent.keyboard("{Escape}");
    await drawn(chat);
    expect(text(chat).value).toBe("");
    await userEvent.keyboard("{ArrowUp}");
    await drawn(chat);
    await userEvent.keyboard("{End} Tomorrow.{Enter}");
    await drawn(chat);
    const messages = store.state.conversations[chat.conversationId ?? ""]?.timeline?.messages;
    expect(messages?.at(-1)).toMatchObject({
      version: 2,
      text: expect.stringMatching(/Tomorrow\.$/),
    });
  });

  test("a message is reached and answered from its menu", async () => {
    const { chat, store } = await open(1200);
    const [first] = findAll(chat, "onrecord-room >>> onrecord-timeline >>> article");
    if (!first) throw new Error("no message");
    first.focus();
    press(first, "Enter");
    await drawn(chat);
    find(chat, "onrecord-room >>> onrecord-menu >>> .choice.reply").click();
    await drawn(chat);
    const at = store.state.conversations[chat.conversationId ?? ""];
    expect(at?.draft?.replyTo).toBe(at?.timeline?.messages[0]?.id);
  });

  test("who writes on while a reply begins, or goes elsewhere, loses no word", async () => {
    const { chat, store } = await open(1200);
    const [first] = findAll(chat, "onrecord-room >>> onrecord-timeline >>> article");
    const [here = "", there = ""] = [chat.conversationId, store.state.order[4]].map(String);
    const draft = (id: string): string | undefined => store.state.conversations[id]?.draft?.text;
    const answer = async (): Promise<void> => {
      first?.focus();
      if (first) press(first, "Enter");
      await drawn(chat);
      find(chat, "onrecord-room >>> onrecord-menu >>> .choice.reply").click();
    };
    await answer();
    text(chat).value = "Dock three.";
    text(chat).dispatchEvent(new InputEvent("input"));
    await drawn(chat);
    expect([draft(here), text(chat).value]).toEqual(["Dock three.", "Dock three."]);
    store.setDraft(there, { text: "Later.", replyTo: null, editing: null });
    await answer();
    chat.conversationId = there;
    await drawn(chat);
    expect([draft(here), draft(there)]).toEqual(["Dock three.", "Later."]);
  });
});

describe("events", () => {
  test("opening a conversation tells the host page which", async () => {
    const { chat, store } = await open(1200, null);
    const heard = next<{ conversationId: string; subject: string }>(chat, "onrecord-open");
    find(chat, "onrecord-list >>> .row").click();
    const id = store.state.order[0];
    expect(await heard).toEqual({ conversationId: id, subject: "order:1234" });
  });

  test("the subject of the host opens its conversation", async () => {
    const store = new FixtureStore();
    const chat = await mount(new OnrecordChat(), { store, subject: "order:1198" });
    await drawn(chat);
    const id = chat.conversationId ?? "";
    expect(store.state.conversations[id]?.info.subject).toBe("order:1198");
  });

  test("unread totals are told when they change", async () => {
    const { chat, store } = await open(1200, null);
    const heard = next<{ unread: number; mentions: number }>(chat, "onrecord-unread");
    store.markRead(store.state.order[2] ?? "");
    expect(await heard).toEqual({ unread: 2, mentions: 0 });
  });
});

test("a conversation that was unread stays in its place while it is open", async () => {
  const { chat } = await open(1200, 2);
  const [first] = findAll(chat, "onrecord-list >>> section");
  expect(first?.textContent).toContain("dock-floor");
});

test("a page that is the chat leads back to a path of the app, and nowhere else", async () => {
  const { chat } = await open(1200, null);
  const link = (): Element | null | undefined =>
    find(chat, "onrecord-list").shadowRoot?.querySelector("[part=home]");
  expect(link()).toBeNull();
  chat.home = "/desk?day=1";
  await drawn(chat);
  expect(link()?.getAttribute("href")).toBe("/desk?day=1");
  for (const wrong of ["javascript:alert(1)", "//evil.example", "/\\evil.example", "https://x.y"]) {
    chat.home = wrong;
    await drawn(chat);
    expect(link(), wrong).toBeNull();
  }
});

test("defining the elements twice does no harm", () => {
  expect(() => OnrecordChat.define("onrecord-chat")).not.toThrow();
});
