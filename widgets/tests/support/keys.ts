/** Texts that are no words: a key stands on the screen where its catalogue was not loaded. */
import branding from "../../src/locales/branding/en.json" with { type: "json" };
import bring from "../../src/locales/bring/en.json" with { type: "json" };
import data from "../../src/locales/data/en.json" with { type: "json" };
import en from "../../src/locales/en.json" with { type: "json" };
import exports from "../../src/locales/exports/en.json" with { type: "json" };
import held from "../../src/locales/held/en.json" with { type: "json" };
import holds from "../../src/locales/holds/en.json" with { type: "json" };
import imports from "../../src/locales/imports/en.json" with { type: "json" };
import later from "../../src/locales/later/en.json" with { type: "json" };
import portal from "../../src/locales/portal/en.json" with { type: "json" };
import queue from "../../src/locales/queue/en.json" with { type: "json" };
import requests from "../../src/locales/requests/en.json" with { type: "json" };
import studio from "../../src/locales/studio/en.json" with { type: "json" };
import texting from "../../src/locales/texting/en.json" with { type: "json" };
import texts from "../../src/locales/texts/en.json" with { type: "json" };

const ALL = [
  ...[branding, bring, data, en, exports, held, holds, imports, later, portal],
  ...[queue, requests, studio, texting, texts],
];
const KEYS = new Set(
  ALL.flatMap((one) => Object.keys(one)).flatMap((key) => [
    key,
    key.replace(/\.(zero|one|two|few|many|other)$/, ""),
  ]),
);

/** The keys that stand where words should, in an element and in the trees inside it. */
export function keysShown(root: Node): string[] {
  const found: string[] = [];
  for (const node of root.childNodes) {
    const text = node instanceof Text ? node.data.trim() : "";
    if (text.includes(".") && KEYS.has(text)) found.push(text);
    if (node instanceof Element && node.shadowRoot) found.push(...keysShown(node.shadowRoot));
    found.push(...keysShown(node));
  }
  return found;
}
