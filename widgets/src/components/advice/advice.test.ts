import { userEvent } from "vitest/browser";
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
import type { Draft } from "../../core/types.ts";
import { OnrecordComposer } from "../composer/composer.ts";

/** A composer in which something was written, and its text field. */
async function write(text: string): Promise<[OnrecordComposer, HTMLTextAreaElement]> {
  const composer = new OnrecordComposer();
  composer.addEventListener("draft", (event) => {
    composer.draft = (event as CustomEvent<Draft | null>).detail;
  });
  const { port } = new FixtureStore();
  await mount(composer, { port, heading: "dock", conversationId: "cnv_1" }, { height: 500 });
  const area = find<HTMLTextAreaElement>(composer, "textarea");
  area.focus();
  await userEvent.keyboard(text);
  await drawn(composer);
  await drawn(composer);
  return [composer, area];
}

const marked = (composer: OnrecordComposer): (string | null)[] =>
  findAll(composer, "onrecord-advice >>> u").map((one) => one.textContent);

test("a word is underlined where it stands, and a screen reader hears what is suggested", async () => {
  const [composer, area] = await write("Hello guys, ten man hours");
  expect(marked(composer)).toEqual(["guys", "man hours"]);
  const mirror = find(composer, "onrecord-advice >>> .mirror");
  expect(mirror.textContent).toBe(area.value);
  const [a, b] = [mirror.getBoundingClientRect(), area.getBoundingClientRect()];
  expect([a.left, a.top, a.width]).toEqual([b.left, b.top, b.width]);
  const said = find(composer, "onrecord-advice >>> [role=status]").textContent;
  expect(said).toContain("Suggestion for “guys”: everybody, team, and all");
  await expectAccessible(composer);
});

test("by keyboard alone one takes a suggestion, and writes on behind it", async () => {
  const [composer, area] = await write("Hello guys, ten man hours");
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await drawn(composer);
  const dialog = find(composer, "onrecord-advice >>> .pop");
  expect(dialog.matches(":popover-open")).toBe(true);
  expect(dialog.textContent).toContain("Only you see this");
  await expectAccessible(composer);
  await userEvent.keyboard("{Enter}");
  await drawn(composer);
  expect(area.value).toBe("Hello everybody, ten man hours");
  expect(area.selectionStart).toBe("Hello everybody".length);
  expect(composer.shadowRoot?.activeElement).toBe(area);
  expect(marked(composer)).toEqual(["man hours"]);
});

test("it keeps nobody from sending", async () => {
  const [composer] = await write("Hello guys");
  const sent = next<{ text: string }>(composer, "send");
  await userEvent.keyboard("{Enter}");
  expect((await sent).text).toBe("Hello guys");
  await drawn(composer);
  expect(findAll(composer, "onrecord-advice")).toEqual([]);
});

test("a press on the word shows it while one writes on; left as it is, it is not marked again", async () => {
  const [composer, area] = await write("Hello guys");
  area.setSelectionRange(7, 7);
  area.dispatchEvent(new Event("click"));
  await drawn(composer);
  expect(find(composer, "onrecord-advice >>> .pop").matches(":popover-open")).toBe(true);
  expect(composer.shadowRoot?.activeElement).toBe(area);
  find(composer, "onrecord-advice >>> .quiet").click();
  await drawn(composer);
  expect(marked(composer)).toEqual([]);
  await userEvent.keyboard(" you guys");
  await drawn(composer);
  expect(marked(composer)).toEqual([]);
});
