import { userEvent } from "vitest/browser";
import { expect, test } from "vitest";

import { ADVICE } from "../../../gallery/advice.ts";
import { TALK } from "../../../gallery/texts.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { OnrecordChat } from "../chat/chat.ts";
import { OnrecordStarter } from "../starter/starter.ts";

interface Shown {
  readonly starter: OnrecordStarter;
  readonly opened: string[];
}

const OUTSIDE = "onrecord-outside";

async function settle(element: HTMLElement): Promise<void> {
  for (let round = 0; round < 5; round += 1) await drawn(element);
}

async function show(me = "ana"): Promise<Shown> {
  const opened: string[] = [];
  const starter = new OnrecordStarter();
  const { port } = new FixtureStore();
  await mount(starter, { me, port, opened: (id) => void opened.push(id) }, { width: 360 });
  starter.open("outside");
  await settle(starter);
  return { starter, opened };
}

test("somebody outside is found by name, the ledger says what they agreed to, and it opens", async () => {
  const { starter, opened } = await show();
  await userEvent.fill(find(starter, `${OUTSIDE} >>> input`), "lena");
  await settle(starter);
  expect(find<HTMLButtonElement>(starter, ".primary").disabled).toBe(true);
  find(starter, `${OUTSIDE} >>> .found button`).click();
  await settle(starter);
  expect(find(starter, `${OUTSIDE} >>> .hint`).textContent).toContain("They agreed on");
  await expectAccessible(starter);
  find(starter, ".primary").click();
  await settle(starter);
  expect(opened).toEqual([TALK]);
});

test("a number that is new is written to with a name, and one that stopped says so", async () => {
  const { starter, opened } = await show();
  const field = find(starter, `${OUTSIDE} >>> input`);
  await userEvent.fill(field, "+1 (415) 555-0132");
  await settle(starter);
  expect(findAll(starter, `${OUTSIDE} >>> #name`)).toHaveLength(1);
  await userEvent.fill(field, "+14155550132");
  await settle(starter);
  expect(find(starter, `${OUTSIDE} >>> .hint`).textContent).toContain("no more texts");
  await userEvent.fill(find(starter, `${OUTSIDE} >>> #name`), "Sam");
  find(starter, ".primary").click();
  await settle(starter);
  expect(opened).toEqual([TALK]);
});

test("who may write from no number is offered no texts", async () => {
  const { starter } = await show("farid");
  expect(findAll(starter, OUTSIDE)).toHaveLength(0);
  expect(findAll(starter, ".kinds button")).toHaveLength(3);
});

test("who offers to go on elsewhere is offered to text from here", async () => {
  const store = new FixtureStore();
  const call = store.port.call;
  const [list] = ADVICE.data;
  const term = { ...list?.terms[0], term: "text me", category: "off_channel", suggest: [] };
  const answer = (op: never, args: never): unknown =>
    op === "advice.get" ? Promise.resolve({ data: [{ ...list, terms: [term] }] }) : call(op, args);
  store.port.call = answer as typeof call;
  const chat = new OnrecordChat();
  const [conversationId = ""] = store.state.order;
  await mount(chat, { store, conversationId, lang: "en" }, { width: 1000, height: 700 });
  await settle(chat);
  const advice = "onrecord-room >>> onrecord-composer >>> onrecord-advice";
  const area = find(chat, "onrecord-room >>> onrecord-composer >>> textarea");
  await userEvent.fill(area, "Just text me");
  await settle(chat);
  find(chat, `${advice} >>> .chip`).click();
  await settle(chat);
  const found = findAll(chat, `${advice} >>> .words button`).find((one) =>
    one.textContent?.includes("Text them from here"),
  );
  found?.click();
  await settle(chat);
  expect(find(chat, "onrecord-starter >>> dialog").hasAttribute("open")).toBe(true);
  expect(findAll(chat, "onrecord-starter >>> onrecord-outside")).toHaveLength(1);
});
