import { userEvent } from "vitest/browser";
import { describe, expect, test } from "vitest";

import { ASKED, SALES, SPACES, WAREHOUSE } from "../../../gallery/spaces.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import type { Conversation } from "../../generated/wire.ts";
import { OnrecordChat } from "../chat/chat.ts";

const DETAILS = "onrecord-details";
const SETTINGS = `${DETAILS} >>> onrecord-settings`;

/** The chat with a channel open, and its details beside it. */
async function open(more: Partial<Conversation> = {}, width = 1200): Promise<OnrecordChat> {
  const store = new FixtureStore();
  const id = store.state.order[4] ?? "";
  store.change((s) => ({ ...s, spaces: SPACES }));
  store.alter(id, ({ info }) => ({
    info: { ...info, kind: "channel", space_id: SALES.id, role: "owner", ...more },
  }));
  const chat = new OnrecordChat();
  await mount(chat, { store, conversationId: id, lang: "en" }, { width, height: 700 });
  chat.side.open({ kind: "details", conversation: id });
  await drawn(chat);
  await drawn(chat);
  return chat;
}

const info = (chat: OnrecordChat): Conversation | undefined =>
  chat.store?.state.conversations[chat.conversationId ?? ""]?.info;

async function choose(chat: OnrecordChat, name: string, value: string): Promise<void> {
  find(chat, `${SETTINGS} >>> details`).setAttribute("open", "");
  await userEvent.selectOptions(find(chat, `${SETTINGS} >>> select[name=${name}]`), value);
  await drawn(chat);
}

describe("whoever leads a channel", () => {
  test("says who posts, who is in it, and whether members answer and react", async () => {
    const chat = await open();
    await choose(chat, "posting", "moderators");
    await choose(chat, "joining", "free");
    find(chat, `${SETTINGS} >>> input[name=allow_replies]`).click();
    await drawn(chat);
    await expectAccessible(chat);
    expect(info(chat)).toMatchObject({
      posting: "moderators",
      joining: "free",
      allow_replies: false,
      allow_reactions: true,
    });
  });

  test("reads why something was refused, beside what holds", async () => {
    const chat = await open({ wide_mentions: "everybody" });
    await choose(chat, "wide_mentions", "moderators");
    expect(find(chat, `${SETTINGS} >>> .problem`).textContent).toBe("Only owners may say this.");
    const field = find<HTMLSelectElement>(chat, `${SETTINGS} >>> select[name=wide_mentions]`);
    expect(field.value).toBe("everybody");
  });

  test("archives it after a question, and uses it again", async () => {
    const chat = await open({}, 360);
    find(chat, `${SETTINGS} >>> summary`).click();
    find(chat, `${SETTINGS} >>> .archive`).click();
    await drawn(chat);
    await expectAccessible(chat);
    expect(info(chat)?.archived).toBe(false);
    find(chat, `${SETTINGS} >>> .sure .danger`).click();
    await drawn(chat);
    expect(info(chat)?.archived).toBe(true);
    const labels = findAll(chat, `${DETAILS} >>> button`).map((one) => one.textContent?.trim());
    expect(labels.join()).not.toMatch(/Rename|Add people|Leave/);
    const composer = find(chat, "onrecord-room >>> onrecord-composer >>> .closed");
    expect(composer.textContent).toContain("This is archived");
    await expectAccessible(chat);
    find(chat, `${SETTINGS} >>> .button`).click();
    await drawn(chat);
    expect(info(chat)?.archived).toBe(false);
  });

  test("adds guests of this channel alone, or reads why not", async () => {
    const chat = await open();
    await add(chat, "Sat", true);
    expect(ASKED.at(-1)).toBe(`guest ${chat.conversationId} hana`);
    await add(chat, "Ben", true);
    expect(find(chat, `${DETAILS} >>> .problem`).textContent).toContain("a guest elsewhere");
  });
});

async function add(chat: OnrecordChat, name: string, guests: boolean): Promise<void> {
  find(chat, `${DETAILS} >>> .line .button`).click();
  await drawn(chat);
  if (guests) find(chat, `${DETAILS} >>> .guests input`).click();
  await drawn(chat);
  await expectAccessible(chat);
  await userEvent.fill(find(chat, `${DETAILS} >>> onrecord-people >>> input`), name);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await userEvent.keyboard("{Enter}");
  await drawn(chat);
  find(chat, `${DETAILS} >>> .adding .primary`).click();
  await drawn(chat);
}

describe("nobody else", () => {
  test("is offered settings: not a member, not in a conversation of two", async () => {
    const member = await open({ role: "member" });
    expect(findAll(member, SETTINGS)).toEqual([]);
    const two = await open({ role: "owner", kind: "direct", space_id: null });
    expect(findAll(two, SETTINGS)).toEqual([]);
  });

  test("adds guests where they do not lead the space, or where there is none", async () => {
    for (const space of [WAREHOUSE.id, null]) {
      const chat = await open({ space_id: space });
      find(chat, `${DETAILS} >>> .line .button`).click();
      await drawn(chat);
      expect(findAll(chat, `${DETAILS} >>> .guests`)).toEqual([]);
      chat.remove();
    }
  });
});

test("readers by rule are asked for where announcements are in no space", async () => {
  const chat = await open({ kind: "announcement", space_id: null });
  find(chat, `${SETTINGS} >>> summary`).click();
  const buttons = findAll(chat, `${SETTINGS} >>> button`);
  buttons.find((one) => one.textContent?.includes("Readers by rule"))?.click();
  await drawn(chat);
  expect(chat.side.view?.kind).toBe("audience");
  const inSpace = await open({ kind: "announcement" });
  const words = findAll(inSpace, `${SETTINGS} >>> button`).map((one) => one.textContent);
  expect(words.join()).not.toContain("rule");
});
