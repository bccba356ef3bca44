/** The emoji at hand before all of them are loaded. Pure. */

/** 0 is the yellow of the font, 1 to 5 run from light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

/** What is offered first to somebody who has not chosen any yet. */
export const FIRST: readonly string[] = ["👍", "✅", "👀", "❤️", "🎉", "😂"];

/** Those chosen lately, filled up with the usual ones. */
export function quickEmoji(recent: readonly string[], count: number): string[] {
  return [...new Set([...recent, ...FIRST])].slice(0, count);
}
