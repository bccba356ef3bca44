/** A search as it is being written: what the caret is in, and how a filter gets in and out. Pure. */

export type NameKey = "from" | "in";

/** A filter whose value is a name, with the caret in it. */
export interface Asking {
  readonly key: NameKey;
  readonly value: string;
  /** Where the whole filter stands, with the minus before it. */
  readonly start: number;
  readonly end: number;
  readonly minus: boolean;
}

const NAMED = /(-?)(from|in):("[^"]*"?|[^\s"]*)/giu;

/** The filter that the caret is in or right behind. */
export function askingAt(text: string, caret: number): Asking | null {
  return filters(text).find((one) => within(one, caret)) ?? null;
}

/** Whether the caret is where the value of a filter is written. */
function within({ key, start, end, minus }: Asking, caret: number): boolean {
  return caret > start + key.length + (minus ? 1 : 0) && caret <= end;
}

function filters(text: string): Asking[] {
  return [...text.matchAll(NAMED)].flatMap((found) => filterOf(text, found));
}

function filterOf(text: string, found: RegExpMatchArray): Asking[] {
  const [whole, minus, key = "", value = ""] = found;
  const start = found.index ?? 0;
  if (start > 0 && !/\s/u.test(text.charAt(start - 1))) return [];
  return [
    {
      key: key.toLowerCase() as NameKey,
      value: value.replaceAll('"', "").replace(/^[@#]/u, ""),
      start,
      end: start + whole.length,
      minus: minus === "-",
    },
  ];
}

/** The text with a filter's value written out, a space after it, and where the caret is then. */
export function answered(text: string, asking: Asking, value: string): [string, number] {
  const filter = `${asking.minus ? "-" : ""}${asking.key}:${quoted(value)} `;
  const rest = text.slice(asking.end).replace(/^\s+/u, "");
  const whole = text.slice(0, asking.start) + filter + rest;
  return [whole, asking.start + filter.length];
}

/** A value as it stands in a query. */
export function quoted(value: string): string {
  return /[\s"]/u.test(value) ? `"${value.replaceAll('"', "")}"` : value;
}

/** Whether a filter stands in a text by itself. */
export function holds(text: string, filter: string): boolean {
  return text.split(/\s+/u).some((part) => part.toLowerCase() === filter);
}

/** The text with a filter, or without it where it had it. */
export function toggled(text: string, filter: string): string {
  const parts = text.split(/\s+/u).filter((part) => part !== "");
  const rest = parts.filter((part) => part.toLowerCase() !== filter);
  return [...rest, ...(rest.length === parts.length ? [filter] : [])].join(" ");
}

/** The text with a filter begun at its end, ready for a value. */
export function begun(text: string, key: string): string {
  return `${text.trimEnd()} ${key}:`.trimStart();
}

/** What finds more where a word found nothing: its beginning, and any word that holds it. */
export function wider(text: string): string[] {
  const word = text.trim();
  if (!/^[\p{L}\p{N}]{2,}$/u.test(word)) return [];
  return word.length > 2 ? [`${word}*`, `*${word}*`] : [`${word}*`];
}
