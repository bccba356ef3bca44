import fc from "fast-check";
import { expect, test } from "vitest";

import { keywordsIn } from "../../src/core/keywords.ts";

const found = (words: string[], text: string): string[] =>
  text.split(keywordsIn(words) ?? /$^/).filter((_, at) => at % 2 === 1);

test("whole words are found whatever their case, and nothing inside of others", () => {
  expect(found(["recall", "Dock"], "Recall at dock 4, docks closed, RECALL!")).toEqual([
    "Recall",
    "dock",
    "RECALL",
  ]);
  expect(found(["größe"], "Die GRÖSSE ist nicht die Größe")).toEqual(["Größe"]);
});

test("several words are one phrase, and the longer one is found first", () => {
  expect(found(["cold chain", "cold"], "the cold  chain broke, cold feet")).toEqual([
    "cold  chain",
    "cold",
  ]);
});

test("no words, no search", () => {
  expect([keywordsIn([]), keywordsIn(["  "])]).toEqual([null, null]);
});

test("any word is found as it is written, and never as an expression", () => {
  const word = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => /\S/.test(text));
  fc.assert(
    fc.property(word, (one) => {
      const trimmed = one.trim();
      expect(found([one], ` ${trimmed} `).map((each) => each.replace(/\s+/g, " "))).toEqual([
        trimmed.replace(/\s+/g, " "),
      ]);
    }),
  );
});
