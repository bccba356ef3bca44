/** Cuts a text where stretches of it begin and end. Pure. */

/** A stretch of a text, counted in code points. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

export interface Piece {
  readonly text: string;
  /** The rules of all stretches that lie over it. */
  readonly rules: readonly string[];
}

/** A text cut where its stretches begin and end; they may overlap. */
export function pieces(text: string, stretches: readonly Stretch[]): readonly Piece[] {
  const letters = [...text];
  const ends = ({ start, end }: Stretch): number[] => [start, end];
  const cuts = [...new Set([0, ...stretches.flatMap(ends), letters.length])]
    .filter((at) => at >= 0 && at <= letters.length)
    .sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => {
    const to = cuts[at + 1] ?? letters.length;
    const over = stretches.filter(({ start, end }) => start <= from && end >= to);
    return { text: letters.slice(from, to).join(""), rules: over.map(({ rule }) => rule) };
  });
}
