/** Emoji to choose from: groups, words to find them by, skin tones. Pure. */

import type { Tone } from "./quick.ts";

/** One emoji; `group` is a number of Unicode's own order. */
export interface Emoji {
  readonly emoji: string;
  readonly group: number;
  readonly toned: boolean;
  readonly label: string;
  /** Everything it may be found by, folded. */
  readonly words: string;
}

export const TONES: readonly Tone[] = [0, 1, 2, 3, 4, 5];

const LIGHTEST = 0x1f3fb;
const BASE = /(\p{Emoji_Modifier_Base})\uFE0F?/gu;
const HANDSHAKE = "🤝";
const JOINER = "\u200D";
const MOST = 120;

/** Give people and hands a skin tone; one at a time, as the fonts have them. */
export function withTone(emoji: string, tone: Tone): string {
  if (tone === 0) return emoji;
  const mark = String.fromCodePoint(LIGHTEST + tone - 1);
  return emoji.replace(BASE, (whole, base: string, at: number) => {
    const between = base === HANDSHAKE && emoji[at - 1] === JOINER;
    return between ? whole : base + mark;
  });
}

/** Put a table and the words of one or more languages together; the first language names them. */
export function readEmoji(table: string, ...languages: readonly string[]): Emoji[] {
  const words = languages.map((lines) => lines.split("\n"));
  return table.split("\n").map((line, at) => {
    const [emoji = "", kind = ""] = line.split(" ");
    const own = words.map((lines) => lines[at] ?? "");
    const label = own[0]?.split("|")[0] ?? "";
    const found = fold(own.join(" ").replaceAll("|", " "));
    return { emoji, group: parseInt(kind), toned: kind.endsWith("+"), label, words: found };
  });
}

/** The emoji that every typed word is the start of a word of; whole words and names first. */
export function findEmoji(all: readonly Emoji[], query: string): readonly Emoji[] {
  const wanted = fold(query.replaceAll(/[:_]/g, " ")).split(" ").filter(Boolean);
  if (wanted.length === 0) return [];
  const found = all.filter((one) => wanted.every((word) => ` ${one.words}`.includes(` ${word}`)));
  const rank = new Map(found.map((one) => [one, rankOf(one, wanted.join(" "))]));
  return found.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)).slice(0, MOST);
}

function rankOf({ label, words }: Emoji, wanted: string): number {
  const name = fold(label);
  if (name === wanted) return 0;
  if (` ${name} `.includes(` ${wanted} `)) return 1;
  return ` ${words} `.includes(` ${wanted} `) ? 2 : 3;
}

function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase()
    .replaceAll(/[^\p{L}\p{N}+-]+/gu, " ")
    .trim();
}
