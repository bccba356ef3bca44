import { describe, expect, test } from "vitest";

import { WAITING, announced } from "../../../gallery/announcements.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { csv } from "../../core/announcements/exporting.ts";
import type { OnrecordRoster } from "../roster/roster.component.ts";
import { OnrecordChat } from "../chat/chat.ts";

const TIMELINE = "onrecord-room >>> onrecord-timeline";
const COMPOSER = "onrecord-room >>> onrecord-composer";

/** The chat with one place of announcements open: one reads there, or one leads. */
async function open(which: "reads" | "leads", width = 1200): Promise<OnrecordChat> {
  const store = new FixtureStore();
  const all = announced();
  store.change((s) => ({
    ...s,
    waiting: WAITING,
    order: [...all.map(({ info }) => info.id), ...s.order],
    conversations: { ...s.conversations, ...Object.fromEntries(all.map((c) => [c.info.id, c])) },
  }));
  const chat = new OnrecordChat();
  const conversationId = all[which === "reads" ? 0 : 1]?.info.id ?? null;
  await mount(chat, { store, conversationId, lang: "en" }, { width, height: 700 });
  await drawn(chat);
  return chat;
}

const asks = (chat: OnrecordChat): HTMLElement[] =>
  findAll(chat, `${TIMELINE} >>> onrecord-announced`).flatMap(
    (one) => one.shadowRoot?.querySelector<HTMLElement>(".ask .primary") ?? [],
  );

describe("whoever reads", () => {
  test("is asked for their word, gives it, and is told that it stands", async () => {
    const chat = await open("reads");
    expect(asks(chat)).toHaveLength(2);
    expect(find(chat, "onrecord-list >>> .place").textContent).toContain("2 announcements wait");
    await expectAccessible(chat);
    asks(chat)[1]?.click();
    await drawn(chat);
    expect(asks(chat)).toHaveLength(1);
    expect(find(chat, "onrecord-list >>> .place").textContent).toContain("1 announcement waits");
  });

  test("finds all that waits in one place", async () => {
    const chat = await open("reads", 360);
    chat.conversationId = null;
    await drawn(chat);
    find(chat, "onrecord-list >>> .place").click();
    await drawn(chat);
    expect(findAll(chat, "onrecord-waiting >>> .one")).toHaveLength(2);
    await expectAccessible(chat);
  });

  test("is told that only moderators write there", async () => {
    const chat = await open("reads");
    expect(find(chat, `${COMPOSER} >>> .closed`).textContent).toBe("Only moderators post here.");
  });
});

describe("whoever leads", () => {
  test("says how pressing it is and asks for everybody's word", async () => {
    const chat = await open("leads");
    const tools = find(chat, `${COMPOSER} >>> onrecord-tools`);
    const priority = find<HTMLSelectElement>(tools, ".priority");
    priority.value = "urgent";
    priority.dispatchEvent(new Event("change"));
    await drawn(chat);
    find(tools, ".toggle").click();
    await drawn(chat);
    await expectAccessible(chat);
    const area = find<HTMLTextAreaElement>(chat, `${COMPOSER} >>> textarea`);
    area.value = "Leave by the east door.";
    area.dispatchEvent(new Event("input"));
    await drawn(chat);
    find(chat, `${COMPOSER} >>> .send`).click();
    const at = chat.store?.state.conversations[chat.conversationId ?? ""];
    expect(at?.pending.at(-1)?.options).toEqual({ priority: "urgent", acknowledge: true });
  });

  test("sees who has not answered, and reminds just those", async () => {
    const chat = await open("leads");
    find(chat, `${TIMELINE} >>> onrecord-announced >>> .standing`).click();
    await drawn(chat);
    const roster = find<OnrecordRoster>(chat, "onrecord-roster");
    expect(findAll(roster, "li").length).toBeGreaterThan(5);
    await expectAccessible(chat);
    find(roster, ".foot .primary").click();
    await drawn(chat);
    expect(find(roster, ".told").textContent).toBe("392 people were reminded.");
  });
});

test("a name that a spreadsheet would run is text in the export", () => {
  const [, line] = csv([
    {
      ...{ person_id: "x", name: '=HYPERLINK("a","b")', progress: "read", member: true },
      ...{ reached_at: null, read: true, acknowledgement: null },
    },
  ]).split("\r\n");
  expect(line).toBe(`x,"'=HYPERLINK(""a"",""b"")",read,true,,true,,,`);
});
