/** Words that a person wants to hear of. Pure. */

const EDGE = String.raw`[\p{L}\p{N}_]`;

/**
 * One expression for all of some words, compared without regard to case and as whole words; it has
 * one group, so that `split` answers what is between and what was found in turn. No words, no search.
 */
export function keywordsIn(words: readonly string[]): RegExp | null {
  const wanted = words.map((word) => word.trim()).filter((word) => word !== "");
  if (wanted.length === 0) return null;
  const byLength = wanted.sort((a, b) => b.length - a.length).map(literal);
  return new RegExp(`(?<!${EDGE})(${byLength.join("|")})(?!${EDGE})`, "iu");
}

function literal(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`);
}
