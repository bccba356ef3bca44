import { expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import {
  drawn,
  expectAccessible,
  find,
  findAll,
  mount,
  next,
} from "../../../tests/support/mount.ts";
import { parseProblem, RefusalError } from "../../core/problems.ts";
import { OnrecordConversation } from "../conversation/conversation.ts";
import { OnrecordReactions } from "./reactions.ts";

const TOTALS = [
  { emoji: "🎉", count: 3, mine: true },
  { emoji: "🚚", count: 120, mine: false },
];
const names = (emoji: string): Promise<{ emoji: string; names: string[] }> =>
  Promise.resolve({ emoji, names: ["Ana", "Ben"] });

const show = (more: Partial<OnrecordReactions> = {}): Promise<OnrecordReactions> =>
  mount(new OnrecordReactions(), { reactions: TOTALS, who: names, ...more });
const chips = (element: OnrecordReactions): HTMLElement[] => findAll(element, "[aria-pressed]");

test("a chip says how many and whether one is among them; counts stop at 99", async () => {
  const element = await show();
  expect(chips(element).map((one) => one.getAttribute("aria-label"))).toEqual([
    "🎉, 3 people, you included",
    "🚚, 99+ people",
  ]);
  expect(chips(element)[1]?.textContent).toContain("99+");
});

test("a chip toggles; what is closed says so and does nothing", async () => {
  const element = await show();
  const told = next<string>(element, "toggle");
  chips(element)[1]?.click();
  expect(await told).toBe("🚚");
  element.open = false;
  await drawn(element);
  let again = false;
  element.addEventListener("toggle", () => (again = true));
  chips(element)[0]?.click();
  expect([again, chips(element)[0]?.getAttribute("aria-disabled")]).toEqual([false, "true"]);
});

test("focus tells who reacted, with how many more; Escape sends the tip away", async () => {
  const element = await show();
  chips(element)[0]?.focus();
  await drawn(element);
  expect(find(element, "[role=tooltip]").textContent).toContain("Ana, Ben, and 1 other");
  expect(chips(element)[0]?.getAttribute("aria-describedby")).toBe("tip");
  chips(element)[0]?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  await drawn(element);
  expect(element.shadowRoot?.querySelector("[role=tooltip]")).toBeNull();
});

test("axe finds nothing, with a tip", async () => {
  const element = await show();
  chips(element)[0]?.focus();
  await drawn(element);
  await expectAccessible(element);
});

/** The part that reacts is loaded at the first time, which a busy machine takes a while for. */
const PATIENT = { timeout: 10_000 };

async function talk(): Promise<{ element: HTMLElement; store: FixtureStore }> {
  const store = new FixtureStore();
  const element = new OnrecordConversation();
  await mount(element, { store, subject: "order:1234", lang: "en" });
  await drawn(element);
  return { element, store };
}

const inTalk = (element: HTMLElement, at: number): OnrecordReactions =>
  findAll(element, "onrecord-room >>> onrecord-timeline >>> onrecord-reactions")[
    at
  ] as OnrecordReactions;

test("one's own reaction shows at once, and goes again when it is refused", async () => {
  const { element, store } = await talk();
  const thumbs = (): string => chips(inTalk(element, 0))[0]?.getAttribute("aria-label") ?? "";
  chips(inTalk(element, 0))[0]?.click();
  await expect.poll(thumbs, PATIENT).toBe("👍, 3 people, you included");
  Object.assign(store.port, {
    call: () => Promise.reject(new RefusalError(parseProblem(409, { detail: "Archived." }))),
  });
  chips(inTalk(element, 0))[0]?.click();
  const failure = (): string =>
    findAll(element, "onrecord-room >>> .failure")[0]?.textContent ?? "";
  await expect.poll(failure, PATIENT).toContain("Archived.");
  expect(thumbs()).toBe("👍, 3 people, you included");
});
