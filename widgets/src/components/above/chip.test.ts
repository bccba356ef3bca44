import { expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { subjectsIn } from "../../core/subjects/actions.ts";
import { settled } from "../../base/lazy.ts";
import { OnrecordConversation } from "../conversation/conversation.ts";

interface Shown {
  element: HTMLElement;
  store: FixtureStore;
  /** The keys of each request. */
  asked: string[][];
  text(): HTMLElement;
}

/** A conversation whose newest message has this text. */
async function show(text: string): Promise<Shown> {
  const store = new FixtureStore();
  const [id = ""] = store.state.order;
  const asked: string[][] = [];
  store.port.after = (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  };
  const call = store.port.call.bind(store.port);
  store.port.call = ((op: "subjects.list", args: { ids: string[] }) => {
    if (op === "subjects.list") asked.push(args.ids);
    return call(op, args);
  }) as typeof store.port.call;
  const element = new OnrecordConversation();
  await mount(element, { store, conversationId: id, lang: "en" });
  store.send(id, text);
  const last = (): HTMLElement =>
    findAll(element, "onrecord-room >>> onrecord-timeline >>> .body").at(-1) ?? element;
  for (let turn = 0; turn < 4; turn += 1) {
    await drawn(element);
    await settled();
  }
  await new Promise((resolve) => setTimeout(resolve, 80));
  await drawn(element);
  return { element, store, asked, text: last };
}

const chips = (at: HTMLElement): HTMLElement[] => [...at.querySelectorAll("onrecord-chip")];
const inside = (chip?: HTMLElement): string => chip?.shadowRoot?.textContent?.trim() ?? "";

test("an object that a message names is shown as what it is, and follows what the host says", async () => {
  const { element, store, text } = await show("Is order:1234 on its way?");
  const [chip] = chips(text());
  expect(inside(chip)).toContain("Order 1234 for Hansen Werkstatt");
  expect(text().textContent).toMatch(/^\s*Is\s+order:1234\s+on its way\?\s*$/);
  const card = store.state.subjects["order:1234"];
  if (!card) throw new Error("there is no card");
  const next = { ...card, state: "On hold", tone: "bad" as const, version: 4 };
  store.change((s) => ({ ...s, subjects: { "order:1234": next } }));
  await drawn(element);
  expect(inside(chip)).toContain("On hold");
  await expectAccessible(element);
});

test("of what one may not see, or what is gone, there is the plain name", async () => {
  const { element, store, text } = await show("See order:1234 and order:9999.");
  const [known, unknown] = chips(text());
  expect(unknown?.shadowRoot?.querySelector(".chip")).toBeNull();
  expect(unknown?.textContent.trim()).toBe("order:9999");
  store.change((s) => ({ ...s, subjects: { ...s.subjects, "order:1234": null } }));
  await drawn(element);
  expect(known?.shadowRoot?.querySelector("slot")).not.toBeNull();
});

test("a message of ten thousand names has a few chips, and one request for them", async () => {
  const many = Array.from({ length: 10_000 }, (_, at) => `order:${at}`).join(" ");
  expect(subjectsIn(many)).toHaveLength(10_000);
  const { text, asked } = await show(many);
  expect(chips(text())).toHaveLength(20);
  expect(text().textContent).toContain("order:9999");
  expect(asked.filter((ids) => ids.includes("order:7"))).toHaveLength(1);
  expect(asked.flat().filter((id) => id === "order:7")).toHaveLength(1);
});

test("what is code or a link stays as it is written", async () => {
  const { text } = await show("`order:1234` [order:1234](https://example.com/)");
  expect(chips(text())).toHaveLength(0);
});

test("the header says an object's title instead of its key", async () => {
  const { element } = await show("Hello");
  const sub = find(element, "onrecord-room >>> onrecord-header >>> .sub").textContent ?? "";
  expect(sub).not.toContain("order:1234");
});
