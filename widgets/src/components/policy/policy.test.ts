import { userEvent } from "vitest/browser";
import { expect, test } from "vitest";

import { FIRST, WIDER } from "../../../gallery/policy.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { parseProblem, RefusalError } from "../../core/problems.ts";
import type { PolicyView } from "../../generated/wire.ts";
import { OnrecordChat } from "../chat/chat.ts";

const COMPOSER = "onrecord-room >>> onrecord-composer";
const CARD = "onrecord-room >>> onrecord-acknowledgement";

interface Shown {
  readonly chat: OnrecordChat;
  readonly store: FixtureStore;
  readonly id: string;
}

async function show(policy: PolicyView | null, width = 1200): Promise<Shown> {
  const store = new FixtureStore();
  store.change((state) => ({ ...state, policy }));
  const [id = ""] = store.state.order;
  const chat = new OnrecordChat();
  const given = { store, conversationId: id, lang: "en", privacy: "/chat/privacy" };
  await mount(chat, given, { width, height: 800 });
  await drawn(chat);
  return { chat, store, id };
}

async function settle(chat: OnrecordChat): Promise<void> {
  await drawn(chat);
  await drawn(chat);
}

const text = (chat: OnrecordChat, path: string): string =>
  (find(chat, path).textContent ?? "").replace(/\s+/g, " ");
const button = (chat: OnrecordChat, path: string, label: string): HTMLElement => {
  const found = findAll(chat, path).find((one) => one.textContent?.includes(label));
  if (!found) throw new Error(`there is no ${label}`);
  return found;
};
const focused = (): string => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.localName ?? "";
};

test("where there is no policy everything is as it was", async () => {
  const { chat } = await show(null);
  expect(find(chat, COMPOSER).hidden).toBe(false);
  expect(text(chat, "onrecord-room >>> onrecord-record >>> .chip")).toContain("provable");
  find(chat, "onrecord-room >>> onrecord-record >>> .chip").click();
  await settle(chat);
  expect(chat.side.view).toBeNull();
});

test("until it is acknowledged the composer is a card, and then one writes", async () => {
  const { chat, store } = await show(FIRST);
  expect(find(chat, COMPOSER).hidden).toBe(true);
  expect(text(chat, `${CARD} >>> .card`)).toContain("Before you write here");
  await expectAccessible(chat);
  button(chat, `${CARD} >>> button`, "continue").click();
  await settle(chat);
  expect(store.state.policy?.acknowledged?.version).toBe(1);
  expect(find(chat, COMPOSER).hidden).toBe(false);
  expect(focused()).toBe("textarea");
});

test("a wider version that comes while one writes loses nothing, and no key presses its button", async () => {
  const { chat, store } = await show({ ...FIRST, must_acknowledge: false });
  const area = find<HTMLTextAreaElement>(chat, `${COMPOSER} >>> textarea`);
  await userEvent.fill(area, "half a thought");
  store.change((state) => ({ ...state, policy: WIDER }));
  await settle(chat);
  const card = text(chat, `${CARD} >>> .card`);
  for (const part of ["since version 1", "at most 20", "at most 5", "is kept"])
    expect(card).toContain(part);
  expect(focused()).toBe("h3");
  await userEvent.keyboard(" {Enter}");
  expect(store.state.policy?.must_acknowledge).toBe(true);
  await expectAccessible(chat);
  await userEvent.keyboard("{Tab}{Tab}{Enter}");
  await settle(chat);
  expect(find(chat, COMPOSER).hidden).toBe(false);
  expect([area.isConnected, area.value, focused()]).toEqual([true, "half a thought", "textarea"]);
});

test("who opens a conversation by key comes to what is asked", async () => {
  const { chat, store } = await show(FIRST);
  const row = find(chat, "onrecord-list >>> .row:not([aria-current])");
  row.focus();
  row.click();
  await settle(chat);
  expect(chat.conversationId).not.toBe(store.state.order[0]);
  expect(focused()).toBe("h3");
});

test("a thread asks as well, and what is archived does not", async () => {
  const { chat, store, id } = await show(FIRST);
  find(chat, "onrecord-room >>> onrecord-timeline >>> .thread").click();
  await settle(chat);
  const inThread = "onrecord-thread >>> onrecord-acknowledgement >>> button";
  await expect.poll(() => findAll(chat, inThread).length, { timeout: 9_000 }).toBeGreaterThan(0);
  expect(find(chat, "onrecord-thread >>> onrecord-composer").hidden).toBe(true);
  button(chat, inThread, "Read the policy").click();
  await settle(chat);
  expect(chat.side.deep).toBe(true);
  button(chat, "onrecord-policy >>> .foot button", "continue").click();
  await settle(chat);
  expect(chat.side.view?.kind).toBe("thread");
  expect(focused()).toBe("textarea");
  store.change((state) => ({ ...state, policy: FIRST }));
  store.alter(id, ({ info }) => ({ info: { ...info, archived: true } }));
  await settle(chat);
  expect(text(chat, `${COMPOSER} >>> .closed`)).toContain("archived");
});

test("where one may not write nobody is asked to read first", async () => {
  const { chat, store, id } = await show(FIRST);
  store.alter(id, ({ info }) => ({ info: { ...info, posting: "moderators", role: "member" } }));
  await settle(chat);
  expect(find(chat, COMPOSER).hidden).toBe(false);
  expect(text(chat, `${COMPOSER} >>> .closed`)).toContain("moderators");
});

test("the chip says under which version others read, and opens it whole", async () => {
  const { chat } = await show(WIDER);
  const chip = find(chat, "onrecord-room >>> onrecord-record >>> .chip");
  expect(chip.textContent).toContain("others only as version 2 of the policy says");
  chip.click();
  await settle(chat);
  const reading = text(chat, "onrecord-policy >>> onrecord-reading >>> article");
  for (const part of ["Version 2", "in force since", "works council", "Version 3 comes into force"])
    expect(reading).toContain(part);
  const fresh = findAll(chat, "onrecord-policy >>> onrecord-reading >>> .lines .fresh");
  expect(
    fresh.map((one) => one.textContent?.trim().startsWith("With a message, at most 20")),
  ).toEqual([true]);
  expect(find<HTMLAnchorElement>(chat, "onrecord-policy >>> a.way").getAttribute("href")).toBe(
    "/chat/privacy",
  );
  await expectAccessible(chat);
});

test("the version to come is read on top, and one comes back", async () => {
  const { chat } = await show(WIDER);
  find(chat, "onrecord-room >>> onrecord-record >>> .chip").click();
  await settle(chat);
  button(chat, "onrecord-policy >>> onrecord-reading >>> button", "Read version 3").click();
  await settle(chat);
  expect(text(chat, "onrecord-policy >>> onrecord-reading >>> article")).toContain("At most 30");
  expect(findAll(chat, "onrecord-policy >>> .foot")).toHaveLength(0);
  find(chat, "onrecord-policy >>> .back").click();
  await settle(chat);
  expect(text(chat, "onrecord-policy >>> onrecord-reading >>> article")).toContain("at most 20");
});

test("how it is kept and proved is one step further, and names the policy", async () => {
  const { chat } = await show(WIDER);
  find(chat, "onrecord-room >>> onrecord-record >>> .chip").click();
  await settle(chat);
  button(chat, "onrecord-policy >>> button.way", "proved").click();
  await settle(chat);
  const account = text(chat, "onrecord-policy >>> onrecord-account >>> dialog[open]");
  expect(account).toContain("others only as version 2 of the policy says");
  expect(account).toContain("5,213 entries");
});

test("on a phone the policy takes the whole pane, and one's word leads to writing", async () => {
  const { chat } = await show(WIDER, 360);
  await expectAccessible(chat);
  button(chat, `${CARD} >>> button`, "Read the policy").click();
  await settle(chat);
  await expectAccessible(chat);
  button(chat, "onrecord-policy >>> .foot button", "continue").click();
  await settle(chat);
  expect(chat.side.view).toBeNull();
  expect(focused()).toBe("textarea");
});

test("who has no conversation yet reads the policy before the first one", async () => {
  const { chat, store } = await show(FIRST);
  chat.conversationId = null;
  await settle(chat);
  const start = (): void => find(chat, "onrecord-list >>> [aria-label='New conversation']").click();
  start();
  await settle(chat);
  expect(chat.side.view?.kind).toBe("policy");
  button(chat, "onrecord-policy >>> .foot button", "continue").click();
  await settle(chat);
  expect([chat.side.view, store.state.policy?.must_acknowledge]).toEqual([null, false]);
  start();
  await settle(chat);
  expect(text(chat, "onrecord-starter >>> dialog[open]")).toContain("New conversation");
});

test("a word that is not taken says why, and stays to be given", async () => {
  const { chat, store } = await show(FIRST);
  const refuse = (code: string): void => {
    const problem = parseProblem(409, { code, detail: "The server rests." });
    const { call } = store.port;
    store.port.call = (op, args) =>
      op === "policy.acknowledge" ? Promise.reject(new RefusalError(problem)) : call(op, args);
  };
  refuse("unavailable");
  button(chat, `${CARD} >>> button`, "continue").click();
  await settle(chat);
  expect(text(chat, `${CARD} >>> [role=alert]`)).toContain("The server rests.");
  refuse("version_outdated");
  button(chat, `${CARD} >>> button`, "continue").click();
  await settle(chat);
  expect(text(chat, `${CARD} >>> [role=alert]`)).toContain("Another version is in force");
  expect(find(chat, COMPOSER).hidden).toBe(true);
});
