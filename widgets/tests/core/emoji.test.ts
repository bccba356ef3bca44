import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, test } from "vitest";

import { emojiTable, emojiWords } from "../../lint/emoji.ts";
import { TONES, findEmoji, readEmoji, withTone } from "../../src/components/emoji/emoji.ts";
import { FIRST, quickEmoji } from "../../src/components/emoji/quick.ts";

interface Datum {
  emoji: string;
  skins?: { emoji: string; tone: number | number[] }[];
}

const path = createRequire(import.meta.url).resolve("emojibase-data/en/data.json");
const DATA = JSON.parse(readFileSync(path, "utf-8")) as Datum[];
const ENGLISH = readEmoji(emojiTable(), emojiWords("en"));
const GERMAN = readEmoji(emojiTable(), emojiWords("de"), emojiWords("en"));

const found = (query: string, all = ENGLISH): string[] =>
  findEmoji(all, query)
    .slice(0, 5)
    .map(({ emoji }) => emoji);

test("every skin tone is the one that Unicode has", () => {
  for (const { emoji, skins = [] } of DATA) {
    for (const tone of TONES.filter((one) => one !== 0)) {
      const same = skins.find(({ tone: own }) => [own].flat().every((one) => one === tone));
      if (same) expect([emoji, withTone(emoji, tone)]).toEqual([emoji, same.emoji]);
    }
  }
});

test("each has a name in both languages, and is one grapheme", () => {
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const all of [ENGLISH, GERMAN]) expect(all.filter(({ label }) => !label)).toEqual([]);
  const split = ENGLISH.filter(({ emoji }) => [...graphemes.segment(emoji)].length !== 1);
  expect(split).toEqual([]);
  expect(ENGLISH.length).toBeGreaterThan(1_800);
});

test("they are found by name, by tag, by the start of a word, and in German", () => {
  expect(found("thumbs up")[0]).toBe("👍");
  expect(found(":thumbs_up:")[0]).toBe("👍");
  expect(found("party")).toContain("🎉");
  expect(found("rocke")).toContain("🚀");
  expect(found("Rakete", GERMAN)[0]).toBe("🚀");
  expect(found("rocket", GERMAN)).toContain("🚀");
  expect(found("kühe", GERMAN)).toEqual([]);
  expect(found("kuh", GERMAN)).toContain("🐄");
  expect(found("   ")).toEqual([]);
});

test("the usual ones fill up what was chosen lately", () => {
  expect(quickEmoji([], 6)).toEqual(FIRST);
  expect(quickEmoji(["🚀", "👍"], 4)).toEqual(["🚀", "👍", "✅", "👀"]);
});
