/** Where a text holds words that the tenant has advice on. Pure; the author alone sees the outcome. */
import type { Advised } from "../../generated/wire.ts";

/** A place in a text, and what is advised there. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly advised: Advised;
}

/** A text as words are looked for in it; `starts` and `ends` say where each character was. */
interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What keyboards and word processors write for an apostrophe. */
const APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`";
const ALNUM = /[\p{L}\p{N}]/u;
/** More is no help to anybody. */
const MOST_HITS = 50;
const FOLDED = new Map<string, string>();

/** The places that count, in their order; of two that overlap the first, and there the longer. */
export function findAdvice(text: string, terms: readonly Advised[]): Hit[] {
  const folded = fold(text);
  const found = terms.flatMap((advised) => hitsOf(folded, advised));
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Hit[] = [];
  for (const hit of found) if (hit.start >= (apart.at(-1)?.end ?? 0)) apart.push(hit);
  return apart.slice(0, MOST_HITS);
}

function hitsOf(folded: Folded, advised: Advised): Hit[] {
  return spansOf(folded.text, termOf(advised.term))
    .filter((span) => counts(folded.text, span, advised))
    .map(({ start, end }) => ({
      start: folded.starts[start] ?? 0,
      end: folded.ends[end - 1] ?? 0,
      advised,
    }));
}

function counts(text: string, span: Span, { place, unless, near, within }: Advised): boolean {
  if (!lies(text, span, place)) return false;
  if (unless.some((phrase) => isInside(text, span, termOf(phrase)))) return false;
  return near === null || isNear(text, span, termOf(near), within);
}

/** Whether a place begins and ends with words, as far as it must. */
function lies(text: string, { start, end }: Span, place: Advised["place"]): boolean {
  const begins = ["end", "anywhere"].includes(place) || !joins(text, start);
  return begins && (["beginning", "anywhere"].includes(place) || !joins(text, end));
}

/** Whether the characters on both sides of a place are of one word. */
function joins(text: string, at: number): boolean {
  return at > 0 && at < text.length && ALNUM.test(text[at - 1] ?? "") && ALNUM.test(text[at] ?? "");
}

function isInside(text: string, { start, end }: Span, phrase: string): boolean {
  return spansOf(text, phrase).some((around) => around.start <= start && end <= around.end);
}

function isNear(text: string, span: Span, other: string, within: number): boolean {
  const here = wordAt(text, span.start);
  return spansOf(text, other).some(
    ({ start, end }) =>
      start !== span.start &&
      !joins(text, start) &&
      !joins(text, end) &&
      Math.abs(wordAt(text, start) - here) <= within,
  );
}

/** In which word of the text a place is. */
function wordAt(text: string, at: number): number {
  return text.slice(0, at + 1).match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

function spansOf(text: string, term: string): Span[] {
  const spans: Span[] = [];
  if (term === "") return spans;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1))
    spans.push({ start: at, end: at + term.length });
  return spans;
}

function termOf(term: string): string {
  const known = FOLDED.get(term) ?? fold(term).text.trim();
  FOLDED.set(term, known);
  return known;
}

/** Without case, accents and hidden characters; dashes are spaces, single ones, and all apostrophes one. */
function fold(text: string): Folded {
  const kept: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const start = at;
    at += character.length;
    for (const one of plain(character).split("")) {
      if (one === " " && kept.at(-1) === " ") continue;
      kept.push(one);
      starts.push(start);
      ends.push(at);
    }
  }
  return { text: kept.join(""), starts, ends };
}

function plain(character: string): string {
  if (APOSTROPHES.includes(character)) return "'";
  const small = character.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD");
  return small.replace(/[\p{M}\p{Cf}]/gu, "").replace(/[\s\p{Pd}_]/gu, " ");
}
