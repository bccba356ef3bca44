/** What is drawn at once needs nothing that is loaded on first use. */
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { LATER as TEXTS, loadFrom } from "../../src/core/i18n.ts";
import { LATER } from "../../src/icons/later.ts";
import { atOnce } from "./at_once.ts";

const DRAWN = atOnce("src/index.ts").filter((path) => !path.startsWith("src/core/"));

/** What a pattern finds in the modules that are drawn at once, with the name of the module. */
function uses(pattern: RegExp, wrong: (name: string) => boolean): string[] {
  return DRAWN.flatMap((path) =>
    [...readFileSync(path, "utf-8").matchAll(pattern)]
      .map(([, name = ""]) => name)
      .filter(wrong)
      .map((name) => `${path}: ${name}`),
  );
}

test("its texts are there at once", async () => {
  const later = Object.keys(await loadFrom(TEXTS, "en"));
  const stems = new Set(later.map((key) => key.replace(/\.(zero|one|two|few|many|other)$/, "")));
  expect(uses(/"([a-z]+\.[a-z_]+)"/g, (key) => stems.has(key))).toEqual([]);
});

test("its icons are there at once", () => {
  const icons = /(?:icon\(|emptyState\(|glyph:)\s*"(\w+)"/g;
  expect(uses(icons, (name) => name in LATER)).toEqual([]);
});
