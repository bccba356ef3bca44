/** What changed between two versions of a text, word by word. Pure. */

export interface Piece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond this many comparisons the whole text counts as replaced. */
const LIMIT = 400_000;

/** The new text with what was added and what was removed. */
export function difference(before: string, after: string): Piece[] {
  const a = words(before);
  const b = words(after);
  if (a.length * b.length > LIMIT) return joined([gone(before), fresh(after)]);
  return joined(walk(a, b, lengths(a, b)));
}

function words(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** Lengths of the longest common subsequences of all tails. */
function lengths(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i] as Uint32Array;
      const below = table[i + 1] as Uint32Array;
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  return table;
}

function walk(a: readonly string[], b: readonly string[], table: Uint32Array[]): Piece[] {
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  const left = (row: number, column: number): number => table[row]?.[column] ?? 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pieces.push(kept(a[i++]));
      j += 1;
    } else if (left(i + 1, j) >= left(i, j + 1)) pieces.push(gone(a[i++]));
    else pieces.push(fresh(b[j++]));
  }
  return [...pieces, ...a.slice(i).map((w) => gone(w)), ...b.slice(j).map((w) => fresh(w))];
}

function kept(text = ""): Piece {
  return { kind: "same", text };
}

function gone(text = ""): Piece {
  return { kind: "removed", text };
}

function fresh(text = ""): Piece {
  return { kind: "added", text };
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.kind === piece.kind) {
      result[result.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    } else result.push(piece);
  }
  return result.filter(({ text }) => text !== "");
}
