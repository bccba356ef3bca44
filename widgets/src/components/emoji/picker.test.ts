import { userEvent } from "vitest/browser";
import { expect, test, vi } from "vitest";

import {
  drawn,
  expectAccessible,
  find,
  findAll,
  mount,
  press,
} from "../../../tests/support/mount.ts";
import { loadSpeech } from "../../base/speech.ts";
import type { Picking } from "./picker.component.ts";
import { OnrecordEmoji } from "./picker.ts";

async function show(more: Partial<Picking> = {}, lang = "en"): Promise<OnrecordEmoji> {
  const speech = await loadSpeech([lang], {});
  const element = await mount(new OnrecordEmoji(), { speech });
  const picking = { recent: [], tone: 0, chosen: vi.fn(), toned: vi.fn(), ...more } as const;
  await element.pick(element, picking);
  await drawn(element);
  return element;
}

const isOpen = (element: OnrecordEmoji): boolean => find(element, ".pop").matches(":popover-open");
const cells = (element: OnrecordEmoji): HTMLElement[] => findAll(element, "[data-at]");
const focused = (element: OnrecordEmoji): string =>
  element.shadowRoot?.activeElement?.getAttribute("aria-label") ?? "";

async function type(element: OnrecordEmoji, text: string): Promise<void> {
  await userEvent.fill(find(element, "input"), text);
  await drawn(element);
}

test("it opens on the field; typing finds, Enter takes the first and closes", async () => {
  const chosen = vi.fn();
  const element = await show({ chosen });
  expect(focused(element)).toBe("Find an emoji");
  await type(element, "tada");
  await type(element, "party popper");
  press(find(element, "input"), "Enter");
  expect(chosen).toHaveBeenCalledWith("🎉");
  expect(isOpen(element)).toBe(false);
});

test("arrow keys go through the grid, line by line, and back up into the field", async () => {
  const element = await show();
  press(find(element, "input"), "ArrowDown");
  await drawn(element);
  expect(focused(element)).toBe("grinning face");
  press(cells(element)[0] as HTMLElement, "ArrowDown");
  await drawn(element);
  expect(element.shadowRoot?.activeElement?.getAttribute("data-at")).toBe("8");
  press(cells(element)[8] as HTMLElement, "ArrowUp");
  await drawn(element);
  press(cells(element)[0] as HTMLElement, "ArrowUp");
  expect(focused(element)).toBe("Find an emoji");
});

test("groups are tabs; only one of them can be tabbed to", async () => {
  const element = await show();
  const tab = find(element, '[role="tab"][aria-selected="true"]');
  expect(tab.getAttribute("aria-label")).toBe("Smileys");
  press(tab, "ArrowRight");
  await drawn(element);
  expect(focused(element)).toBe("People");
  expect(findAll(element, '[role="tab"][tabindex="0"]').length).toBe(1);
});

test("a skin tone holds for all that have one, and is remembered", async () => {
  const [chosen, toned] = [vi.fn(), vi.fn()];
  const element = await show({ chosen, toned });
  find(element, ".tone").click();
  await drawn(element);
  findAll(element, '[role="radio"]')[3]?.click();
  await drawn(element);
  expect(toned).toHaveBeenCalledWith(3);
  await type(element, "thumbs up");
  cells(element)[0]?.click();
  expect(chosen).toHaveBeenCalledWith("👍🏽");
});

test("what was chosen lately comes first, as it was chosen", async () => {
  const element = await show({ recent: ["🚀", "👍🏽"], tone: 5 });
  expect(
    cells(element)
      .slice(0, 2)
      .map((one) => one.textContent?.trim()),
  ).toEqual(["🚀", "👍🏽"]);
});

test("in German it finds German words, and English ones as well", async () => {
  const element = await show({}, "de");
  await type(element, "rakete");
  expect(cells(element)[0]?.getAttribute("aria-label")).toBe("Rakete");
  await type(element, "birthday");
  expect(cells(element).map((one) => one.textContent?.trim())).toContain("🎂");
  await type(element, "gibtesnicht");
  expect(find(element, ".none").textContent).toContain("Kein Emoji");
});

test("axe finds nothing, with a group and with a search", async () => {
  const element = await show({ recent: ["🚀"] });
  await expectAccessible(element);
  await type(element, "cat");
  find(element, ".tone").click();
  await expectAccessible(element);
});
