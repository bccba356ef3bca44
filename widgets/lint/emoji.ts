/**
 * The emoji of the picker: emojibase's data, reduced while building to what is drawn and searched.
 * `virtual:emoji/table` has one line for each emoji; `virtual:emoji/words-de` has the words of each,
 * line by line in the same order.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Plugin } from "vite";

/** What is used of an entry of emojibase. */
interface Datum {
  readonly emoji: string;
  readonly hexcode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly order?: number;
  readonly group?: number;
  readonly version: number;
  readonly skins?: readonly unknown[];
}

const PREFIX = "virtual:emoji/";
/** Newer ones are a box on devices of some years ago. */
const NEWEST = 15.1;
/** Skin tones and hair: parts of emoji, not emoji. */
const COMPONENTS = 2;
const find = createRequire(import.meta.url).resolve;

function data(language: string): Datum[] {
  const path = find(`emojibase-data/${language}/data.json`);
  return JSON.parse(readFileSync(path, "utf-8")) as Datum[];
}

function isOffered({ group, version }: Datum): boolean {
  return group !== undefined && group !== COMPONENTS && version <= NEWEST;
}

function offered(): Datum[] {
  const order = (one: Datum): number => one.order ?? Infinity;
  return data("en")
    .filter(isOffered)
    .sort((a, b) => order(a) - order(b));
}

/** As Unicode writes it: what is an emoji anyway needs no sign that it is one. */
function plain(emoji: string): string {
  return emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, "$1");
}

/** Lines of `emoji group`, with a `+` after the group where skin tones are to be had. */
export function emojiTable(): string {
  return offered()
    .map(({ emoji, group, skins }) => `${plain(emoji)} ${group}${skins ? "+" : ""}`)
    .join("\n");
}

/** Lines of `label|tag tag`, as many as the table has. */
export function emojiWords(language: string): string {
  const own = new Map(data(language).map((one) => [one.hexcode, one]));
  return offered()
    .map(({ hexcode }) => own.get(hexcode))
    .map((one) => `${one?.label ?? ""}|${(one?.tags ?? []).join(" ")}`)
    .join("\n");
}

/** Answer the virtual modules. */
export function emoji(): Plugin {
  return {
    name: "onrecord-emoji",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const name = id.slice(PREFIX.length + 1);
      const text = name === "table" ? emojiTable() : emojiWords(name.replace("words-", ""));
      return `export default ${JSON.stringify(text)};`;
    },
  };
}
