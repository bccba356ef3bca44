/** How a text names the host's objects. Pure. */

/** A name of a kind, a colon, and something that begins and ends like a word or a number. */
export const SUBJECT =
  /(?<![\w/:.@-])([A-Za-z][A-Za-z0-9_-]{1,39}:[A-Za-z0-9](?:[A-Za-z0-9_.:/-]{0,118}[A-Za-z0-9])?)(?![\w/@])/g;

/** The subjects that a text names, such as `order:1234`, each once, in order. */
export function subjectsIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(SUBJECT), ([, found]) => found ?? ""))];
}
