import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { difference } from "./difference.ts";
import { OnrecordVersions } from "./versions.ts";

const version = (number: number, text: string | null): object => ({
  message_id: "msg_1",
  version: number,
  text,
  author: "ana",
  at: "2026-05-04T10:00:00.000000Z",
});

async function show(texts: (string | null)[]): Promise<OnrecordVersions> {
  const dialog = await mount(new OnrecordVersions());
  const versions = texts.map((text, at) => version(at + 1, text)) as never[];
  await dialog.show(Promise.resolve(versions), (text) => text);
  await drawn(dialog);
  return dialog;
}

describe("a difference", () => {
  const words = fc
    .array(fc.constantFrom("two", "three", "pallets", " ", ",", "\n"))
    .map((a) => a.join(""));
  const text = (before: string, after: string, without: string): string =>
    difference(before, after)
      .filter(({ kind }) => kind !== without)
      .map((piece) => piece.text)
      .join("");

  test("holds both texts whole", () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(text(before, after, "added")).toBe(before);
        expect(text(before, after, "removed")).toBe(after);
      }),
    );
  });

  test("of equal texts is nothing", () => {
    expect(difference("two pallets", "two pallets")).toEqual([
      { kind: "same", text: "two pallets" },
    ]);
  });

  test("of very long texts is found at once", () => {
    const long = "word ".repeat(4000);
    const started = performance.now();
    expect(difference(long, `${long}more`)).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

test("the newest version stands first, with what it changed", async () => {
  const dialog = await show(["Two palets.", "Two pallets."]);
  const [newest, oldest] = findAll(dialog, "li");
  expect(newest?.querySelector("ins")?.textContent).toBe("pallets");
  expect(newest?.querySelector("del")?.textContent).toBe("palets");
  expect(oldest?.querySelector("ins, del")).toBeNull();
  await expectAccessible(dialog);
});

test("an erased version says so", async () => {
  const dialog = await show([null, "New."]);
  expect(findAll(dialog, ".text").map((each) => each.textContent)).toEqual([
    "New.",
    "The words of this message were erased.",
  ]);
});

test("what the server refuses is said in the dialog", async () => {
  const dialog = await mount(new OnrecordVersions());
  await dialog.show(Promise.reject(new Error("gone")), (text) => text);
  await drawn(dialog);
  expect(find(dialog, "[role=alert]").textContent).toContain("gone");
});
