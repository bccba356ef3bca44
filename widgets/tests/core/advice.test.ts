/** Where advice is given: on words as a reader sees them, and never on those it does not mean. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { findAdvice } from "../../src/core/advice/matching.ts";
import type { Advised } from "../../src/generated/wire.ts";

const TERM: Advised = {
  ...{ term: "", place: "word", near: null, within: 8, unless: [], suggest: [] },
  ...{ note: null, source: null, category: null },
};
const term = (text: string, more: Partial<Advised> = {}): Advised => ({
  ...TERM,
  term: text,
  ...more,
});
const found = (text: string, ...terms: Advised[]): string[] =>
  findAdvice(text, terms).map(({ start, end }) => text.slice(start, end));

test.each([
  ["case and accents make no difference", "GUÝS, guys and Gúys", ["GUÝS", "guys", "Gúys"]],
  ["words are whole", "disguise, guysX, guys!", ["guys"]],
  ["hidden characters hide nothing", "gu\u200Bys", ["gu\u200Bys"]],
  ["signs outside of the plane count twice, and shift nothing", "🎉🎉 guys", ["guys"]],
  ["nothing is found in nothing", "", []],
])("%s", (_, text, expected) => {
  expect(found(text, term("guys"))).toEqual(expected);
});

test("a place may be a beginning, an end, or anywhere", () => {
  const text = "man manpower snowman mankind amanita";
  expect(found(text, term("man", { place: "beginning" }))).toHaveLength(3);
  expect(found(text, term("man", { place: "end" }))).toHaveLength(2);
  expect(found(text, term("man", { place: "anywhere" }))).toHaveLength(5);
});

test("a phrase excuses a term, and another term must be near", () => {
  const master = term("master", { unless: ["master's degree"] });
  expect(found("A master's degree, and the master.", master)).toEqual(["master"]);
  const slave = term("slave", { near: "master", within: 3 });
  expect(found("master and slave", slave)).toEqual(["slave"]);
  expect(found("master one two three four slave", slave)).toEqual([]);
});

test("dashes join words like spaces, and every apostrophe is one, as the server reads them", () => {
  const both = [term("man-hours"), term("droits de l'homme")];
  expect(found("man hours, man\u2013hours, man_hours", ...both)).toHaveLength(3);
  expect(found("Les droits de l\u2019homme", ...both)).toEqual(["droits de l\u2019homme"]);
});

test("phrases are found over line breaks, and the longer of two is meant", () => {
  const both = [term("man"), term("man hours", { suggest: ["hours"] })];
  expect(found("Ten man\n hours", ...both)).toEqual(["man\n hours"]);
});

test("every place is where the word stands in what was written", () => {
  const piece = fc.constantFrom("guys", "Gúys", "ﬁne", "🎉", " ", "\n", "straße", "x", "\u0301");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      const hits = findAdvice(text, [term("guys"), term("STRASSE"), term("fine")]);
      const plain = hits.map(({ start, end }) =>
        text.slice(start, end).normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase(),
      );
      expect(plain.every((one) => ["GUYS", "STRASSE", "FINE"].includes(one))).toBe(true);
      expect(hits.every(({ start }, at) => start >= (hits[at - 1]?.end ?? 0))).toBe(true);
    }),
  );
});
