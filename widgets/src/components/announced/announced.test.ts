import { userEvent } from "vitest/browser";
import { describe, expect, test, vi } from "vitest";

import { WAITING, announced } from "../../../gallery/announcements.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import type { OnrecordRoster } from "../roster/roster.component.ts";
import type { OnrecordAudience } from "../spaces/audience.component.ts";
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
    expect(find(chat, "onrecord-list >>> .place:last-of-type").textContent).toContain(
      "2 announcements wait",
    );
    await expectAccessible(chat);
    asks(chat)[1]?.click();
    await drawn(chat);
    expect(asks(chat)).toHaveLength(1);
    expect(find(chat, "onrecord-list >>> .place:last-of-type").textContent).toContain(
      "1 announcement waits",
    );
  });

  test("finds all that waits in one place", async () => {
    const chat = await open("reads", 360);
    chat.conversationId = null;
    await drawn(chat);
    find(chat, "onrecord-list >>> .place:last-of-type").click();
    await drawn(chat);
    expect(findAll(chat, "onrecord-waiting >>> .one")).toHaveLength(2);
    await expectAccessible(chat);
  });

  test("is told that only moderators write there", async () => {
    const chat = await open("reads");
    expect(find(chat, `${COMPOSER} >>> .closed`).textContent.trim()).toBe(
      "Only moderators post here.",
    );
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

test("the sheet that the server writes is what is downloaded, and a refusal is said", async () => {
  const chat = await open("leads");
  find(chat, `${TIMELINE} >>> onrecord-announced >>> .standing`).click();
  await drawn(chat);
  const roster = find<OnrecordRoster>(chat, "onrecord-roster");
  const asked: string[] = [];
  const answers = [
    new Response(JSON.stringify({ detail: "It is too old." }), { status: 403 }),
    new Response("export_id,person_id", { headers: { "content-type": "text/csv" } }),
  ];
  const port = chat.store?.port as unknown as { fetch: (path: string) => Promise<Response> };
  port.fetch = (path) => {
    asked.push(path);
    return Promise.resolve(answers.shift() ?? new Response());
  };
  const names: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download);
  });
  find(roster, ".foot .quiet").click();
  await drawn(chat);
  expect(find(roster, ".problem").textContent).toContain("It is too old.");
  expect(names).toEqual([]);
  find(roster, ".foot .quiet").click();
  await drawn(chat);
  click.mockRestore();
  expect(asked).toEqual(Array(2).fill("/v1/announcements/exports/exp_1/csv"));
  expect(names[0]).toMatch(/^acknowledgements-\d{4}-\d\d-\d\d\.csv$/);
  expect(find(roster, ".told").textContent).toContain("in your downloads");
});

test("readers by rule are shown while it is written, and many are confirmed", async () => {
  const chat = await open("leads");
  chat.side.open({ kind: "audience", conversation: chat.conversationId ?? "" });
  await drawn(chat);
  const panel = find<OnrecordAudience>(chat, "onrecord-audience");
  expect(find<HTMLTextAreaElement>(panel, "textarea").value).toBe('"manager" in roles');
  await expectAccessible(chat);
  await userEvent.fill(find(panel, "textarea"), "department = sales");
  await new Promise((resolve) => setTimeout(resolve, 450));
  await drawn(chat);
  expect(find(panel, ".form [role=alert]").textContent).toContain("==");
  expect(find<HTMLButtonElement>(panel, ".foot .primary").disabled).toBe(true);
  await userEvent.fill(find(panel, "textarea"), 'department == "sales" or site == "Kiel"');
  await new Promise((resolve) => setTimeout(resolve, 450));
  await drawn(chat);
  expect(find<HTMLButtonElement>(panel, ".foot .primary").disabled).toBe(true);
  find(panel, ".sure").click();
  await drawn(chat);
  find(panel, ".foot .primary").click();
  await drawn(chat);
  expect(chat.side.view).toBeNull();
});

test("what waits comes below the ways, which stay where they are while one filters", async () => {
  const chat = await open("reads");
  const labels = (): string[] =>
    findAll(chat, "onrecord-list >>> button[part=place]").map(
      (one) => one.textContent?.trim() ?? "",
    );
  expect(labels().at(-1)).toContain("2 announcements wait");
  const before = labels();
  chat.store?.filter("order");
  await drawn(chat);
  expect(labels()).toEqual(before);
});
