import { expect, test } from "vitest";

import { askToBring } from "../../../gallery/imports.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { createSpeech } from "../../base/speech.ts";
import { OnrecordBringing } from "./bringing.ts";

async function show(width = 700): Promise<OnrecordBringing> {
  const store = new FixtureStore();
  const one = new OnrecordBringing();
  const speech = createSpeech("en");
  await mount(one, { store, state: store.state, speech }, { width, height: 900 });
  await drawn(one);
  await expect.poll(() => one.shadowRoot?.textContent?.trim().length ?? 0).toBeGreaterThan(0);
  return one;
}

const text = (one: OnrecordBringing): string =>
  (find(one, "section").textContent ?? "").replace(/\s+/g, " ");

test.each([360, 700])("who is asked reads why, and says yes or no, at %i px", async (width) => {
  askToBring();
  const one = await show(width);
  expect(text(one)).toContain("agreed by phone chat");
  expect(text(one)).toContain("Answer by");
  await expectAccessible(one);
  find(one, ".acts .button:nth-child(2)").click();
  await expect.poll(() => text(one)).toContain("You said no on");
});

test("what is sent is chosen, looked at, and receipted", async () => {
  askToBring({ state: "agreed", answered_at: "2026-03-03T09:30:00Z" });
  const one = await show();
  expect(findAll(one, ".button.primary")).toHaveLength(0);
  const chosen = new DataTransfer();
  chosen.items.add(new File(["13/06/18, 21:25 - Ann: hello"], "chat.txt", { type: "text/plain" }));
  const input = find<HTMLInputElement>(one, "input[type=file]");
  input.files = chosen.files;
  input.dispatchEvent(new Event("change"));
  await expect.poll(() => text(one)).toContain("Ann: hello");
  find(one, ".button.primary").click();
  await expect.poll(() => findAll(one, ".receipt").length).toBe(1);
  expect(text(one)).toContain("SHA-256");
  await expectAccessible(one);
  find(one, ".acts .button:first-child").click();
  await expect.poll(() => text(one)).toContain("this was all");
});

test("whom nobody asks has nothing there", async () => {
  askToBring(null);
  const store = new FixtureStore();
  const one = new OnrecordBringing();
  await mount(one, { store, state: store.state, speech: createSpeech("en") });
  await drawn(one);
  expect(findAll(one, "section")).toHaveLength(0);
});
