import { expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { OnrecordConversation } from "../conversation/conversation.ts";

async function show(): Promise<{ element: HTMLElement; store: FixtureStore; id: string }> {
  const store = new FixtureStore();
  const [id = ""] = store.state.order;
  const element = new OnrecordConversation();
  await mount(element, { store, subject: "order:1234", lang: "en" });
  await drawn(element);
  await drawn(element);
  return { element, store, id };
}

const above = (element: HTMLElement): HTMLElement =>
  find(element, "onrecord-room >>> onrecord-above");
const text = (element: HTMLElement, path: string): string =>
  find(above(element), path).textContent ?? "";

test("the host's object stands above, and follows what the host says", async () => {
  const { element, store } = await show();
  expect(text(element, ".card")).toContain("Order 1234 for Hansen Werkstatt");
  expect(find(above(element), ".state").className).toContain("good");
  const card = store.state.subjects["order:1234"];
  if (!card) throw new Error("there is no card");
  const next = { ...card, state: "On hold", tone: "bad" as const, version: 4 };
  store.change((s) => ({ ...s, subjects: { "order:1234": next } }));
  await drawn(element);
  expect(text(element, ".state")).toContain("On hold");
  store.change((s) => ({ ...s, subjects: { "order:1234": null } }));
  await drawn(element);
  expect(above(element).shadowRoot?.querySelector(".card")).toBeNull();
});

test("an action that is no link is the page's: it hears of it", async () => {
  const { element, id } = await show();
  find(above(element), "[aria-expanded]").click();
  await drawn(element);
  const heard: CustomEvent[] = [];
  document.addEventListener("onrecord-subject-action", (e) => heard.push(e as CustomEvent));
  findAll(above(element), "button.button")[0]?.click();
  expect(heard[0]?.cancelable).toBe(true);
  expect(heard[0]?.detail).toEqual({
    subject: "order:1234",
    action: "hold",
    event: "hold",
    conversationId: id,
  });
  await expectAccessible(element);
});

test("the newest pin stands there as well", async () => {
  const { element } = await show();
  expect(text(element, ".pin")).toContain("Pallet 3 of order 1234");
});

test("a level is chosen with the keyboard, and kept", async () => {
  const { element, store, id } = await show();
  const bell = find(element, "onrecord-room >>> onrecord-header >>> .acts button:nth-child(2)");
  bell.click();
  await drawn(element);
  const menu = find(above(element), "onrecord-levels");
  expect(menu.shadowRoot?.activeElement?.textContent).toContain("Everything");
  await expectAccessible(element);
  findAll(menu, "[role=menuitemradio]")[1]?.click();
  await drawn(element);
  expect(store.state.conversations[id]?.info.level).toBe("mentions");
});
