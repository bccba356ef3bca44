/** What the toolbar does to a text: put marks round a selection, or before its lines. Pure. */

export interface Selection {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A stretch to replace, and what is selected afterwards. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

export type MarkName = "bold" | "italic" | "code" | "list" | "quote" | "link";

const ROUND: Partial<Record<MarkName, string>> = { bold: "**", italic: "_", code: "`" };
const BEFORE: Partial<Record<MarkName, string>> = { list: "- ", quote: "> " };

/** Apply a mark; applied twice, it is taken off again. */
export function applyMark(name: MarkName, selection: Selection): Change {
  const before = BEFORE[name];
  if (before) return markLines(selection, before);
  const { text, start, end } = selection;
  if (name === "link") return link(selection);
  if (name === "code" && text.slice(start, end).includes("\n")) return fence(selection);
  return surround(selection, ROUND[name] ?? "");
}

function surround({ text, start, end }: Selection, mark: string): Change {
  const size = mark.length;
  const inside = text.slice(start, end);
  const marked = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  if (start >= size && marked) {
    const from = start - size;
    return { from, to: end + size, insert: inside, start: from, end: from + inside.length };
  }
  const insert = mark + inside + mark;
  return { from: start, to: end, insert, start: start + size, end: end + size };
}

function fence({ text, start, end }: Selection): Change {
  const insert = `\`\`\`\n${text.slice(start, end)}\n\`\`\``;
  return { from: start, to: end, insert, start: start + 4, end: start + 4 + (end - start) };
}

function link({ text, start, end }: Selection): Change {
  const label = text.slice(start, end);
  const insert = `[${label}](https://)`;
  const at = label ? start + insert.length - 1 : start + 1;
  return { from: start, to: end, insert, start: at, end: at };
}

function markLines({ text, start, end }: Selection, mark: string): Change {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const stop = text.indexOf("\n", end);
  const to = stop < 0 ? text.length : stop;
  const lines = text.slice(from, to).split("\n");
  const off = lines.every((line) => line.startsWith(mark));
  const insert = lines.map((line) => (off ? line.slice(mark.length) : mark + line)).join("\n");
  const caret = from + insert.length;
  return { from, to, insert, start: lines.length > 1 ? from : caret, end: caret };
}
