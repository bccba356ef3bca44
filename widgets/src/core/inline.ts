/** Markup inside a paragraph: one pass, a stack of open marks, no kind inside itself. */

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "mention"; readonly person: string }
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "wide"; readonly wide: "channel" | "here" }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: "strong" | "em" | "strike"; readonly children: readonly Inline[] };

type Mark = "strong" | "em" | "strike";

interface Open {
  readonly mark: Mark;
  readonly written: string;
  /** How many nodes there were when it opened. */
  readonly from: number;
}

const MENTION =
  /<@&(?<role>[a-z][a-z0-9_:-]{0,39})>|<!(?<wide>channel|here)>|<@(?<person>[^\s\p{Cc}<>]{1,128})>/uy;
const URL_BODY = String.raw`(?:[^\s()<>]|\([^\s()<>]*\))`;
const LINK = new RegExp(
  String.raw`\[([^\[\]\n]{1,1000})\]\(((?:https?://|mailto:)${URL_BODY}{1,2000})\)`,
  "iy",
);
const BARE = /https?:\/\/[^\s<>"`]{1,2000}/iy;
const SCHEMES = new Set(["http:", "https:", "mailto:"]);
const SPECIAL = /[\\`*_~<[h\n]/gi;
const WORD = /[\p{L}\p{N}_]/u;
/** Marks of one paragraph at most: browsers lay out thousands of them in a time that grows with the square. */
const MOST_MARKS = 500;

/** Parse the text of one paragraph. Never throws; takes time linear in its length. */
export function parseInline(text: string): Inline[] {
  return new Scan(text, true).run();
}

/** The address of a link if it may be followed: http, https or mailto, and no hidden user name. */
export function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const plain = SCHEMES.has(url.protocol) && url.username === "" && url.password === "";
  return plain ? url.href : null;
}

class Scan {
  #at = 0;
  #plain = "";
  readonly #nodes: Inline[] = [];
  readonly #open: Open[] = [];
  #ticks: Map<number, number[]> | null = null;
  #marked = 0;
  readonly text: string;
  readonly links: boolean;

  constructor(text: string, links: boolean) {
    this.text = text;
    this.links = links;
  }

  run(): Inline[] {
    while (this.#at < this.text.length) this.#step();
    this.#flush();
    this.#unwind(0);
    return merge(this.#nodes);
  }

  #step(): void {
    SPECIAL.lastIndex = this.#at;
    const next = SPECIAL.exec(this.text)?.index ?? this.text.length;
    this.#plain += this.text.slice(this.#at, next);
    this.#at = next;
    if (next === this.text.length) return;
    const char = this.text.charAt(next);
    if (this.#marked >= MOST_MARKS && char !== "\n") this.#literal(1);
    else this.#special(char);
  }

  #special(char: string): void {
    if (char === "\n") return this.#push({ kind: "break" }, 1);
    if (char === "\\") return this.#escape();
    if (char === "`") return this.#code();
    if (char === "<") return this.#mention();
    if (char === "[") return this.#link();
    if (char === "h" || char === "H") return this.#bare();
    this.#marks(char);
  }

  #escape(): void {
    const next = this.text.charAt(this.#at + 1);
    const escapes = /[!-/:-@[-`{-~]/.test(next);
    this.#plain += escapes ? next : "\\";
    this.#at += escapes ? 2 : 1;
  }

  /** A code span ends at the next run of as many ticks; the runs are found once for all. */
  #code(): void {
    const length = runLength(this.text, this.#at, "`");
    const ends = (this.#ticks ??= runsOf(this.text)).get(length) ?? [];
    while ((ends.at(-1) ?? Infinity) <= this.#at) ends.pop();
    const end = ends.at(-1);
    if (end === undefined) return this.#literal(length);
    const inner = this.text.slice(this.#at + length, end).replace(/\n/g, " ");
    const padded = /^ .*[^ ].* $/.test(inner);
    this.#push({ kind: "code", text: padded ? inner.slice(1, -1) : inner }, 0);
    this.#at = end + length;
  }

  #mention(): void {
    const found = sticky(MENTION, this.text, this.#at);
    if (!found) return this.#literal(1);
    this.#push(named(found.groups ?? {}), found[0].length);
  }

  #link(): void {
    const found = this.links ? sticky(LINK, this.text, this.#at) : null;
    const href = found && safeHref(found[2] ?? "");
    if (!found || !href) return this.#literal(1);
    const children = new Scan(found[1] ?? "", false).run();
    this.#push({ kind: "link", href, children }, found[0].length);
  }

  #bare(): void {
    const free = this.links && !WORD.test(this.text.charAt(this.#at - 1));
    const found = free ? sticky(BARE, this.text, this.#at) : null;
    const written = found ? trimLink(found[0]) : "";
    const href = written && safeHref(written);
    if (!href) return this.#literal(found?.[0].length ?? 1);
    this.#push({ kind: "link", href, children: [{ kind: "text", text: written }] }, written.length);
  }

  #marks(char: string): void {
    const length = runLength(this.text, this.#at, char);
    const widths = pieces(char, length);
    if (widths.length === 0) return this.#literal(length);
    const around = this.#around(char, length);
    let left = length;
    while (left > 0) {
      const width = around.closes ? this.#close(char, left) : 0;
      const done = width || this.#openOne(char, left, around.opens);
      left -= done;
      this.#at += done;
    }
  }

  /** Whether a run may open or close: no space inside, and `_` only at the edge of a word. */
  #around(char: string, length: number): { opens: boolean; closes: boolean } {
    const before = this.text.charAt(this.#at - 1);
    const after = this.text.charAt(this.#at + length);
    const opens = /\S/.test(after);
    const closes = /\S/.test(before);
    if (char !== "_") return { opens, closes };
    return { opens: opens && !WORD.test(before), closes: closes && !WORD.test(after) };
  }

  /** Close the open mark that fits this run best; answers how many characters it took. */
  #close(char: string, left: number): number {
    const last = (fits: (width: number) => boolean): number =>
      this.#open.findLastIndex(({ written }) => written[0] === char && fits(written.length));
    const exact = last((width) => width === left);
    const index = exact >= 0 ? exact : last((width) => width < left);
    const open = this.#open[index];
    if (!open) return 0;
    this.#flush();
    if (this.#nodes.length === open.from) return 0;
    this.#unwind(index + 1);
    this.#open.pop();
    const children = merge(this.#nodes.splice(open.from));
    this.#nodes.push({ kind: open.mark, children });
    this.#marked += 1;
    return open.written.length;
  }

  #openOne(char: string, left: number, opens: boolean): number {
    const width = char === "_" ? 1 : char === "~" || left >= 2 ? 2 : 1;
    const mark: Mark = char === "~" ? "strike" : width === 2 ? "strong" : "em";
    const written = char.repeat(width);
    if (!opens || this.#open.some((open) => open.mark === mark)) this.#plain += written;
    else {
      this.#flush();
      this.#open.push({ mark, written, from: this.#nodes.length });
    }
    return width;
  }

  /** Turn marks that were never closed back into the characters that were typed. */
  #unwind(to: number): void {
    while (this.#open.length > to) {
      const open = this.#open.pop();
      if (open) this.#nodes.splice(open.from, 0, { kind: "text", text: open.written });
    }
  }

  #push(node: Inline, width: number): void {
    this.#flush();
    this.#nodes.push(node);
    this.#marked += node.kind === "break" ? 0 : 1;
    this.#at += width;
  }

  #literal(length: number): void {
    this.#plain += this.text.slice(this.#at, this.#at + length);
    this.#at += length;
  }

  #flush(): void {
    if (this.#plain) this.#nodes.push({ kind: "text", text: this.#plain });
    this.#plain = "";
  }
}

function named({ role, wide, person = "" }: Record<string, string>): Inline {
  if (role) return { kind: "role", role };
  if (wide) return { kind: "wide", wide: wide === "here" ? "here" : "channel" };
  return { kind: "mention", person };
}

/** The widths that a run splits into; an empty list means that it is no mark. */
function pieces(char: string, length: number): number[] {
  if (char === "~") return length === 2 ? [2] : [];
  if (char === "_") return length === 1 ? [1] : [];
  return length <= 3 ? [length] : [];
}

function merge(nodes: readonly Inline[]): Inline[] {
  const merged: Inline[] = [];
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 0) merged.push({ kind: "text", text: run.join("") });
    run = [];
  };
  for (const node of nodes) {
    if (node.kind === "text") run.push(node.text);
    else {
      flush();
      merged.push(node);
    }
  }
  flush();
  return merged;
}

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function runLength(text: string, at: number, char: string): number {
  let end = at;
  while (text.charAt(end) === char) end += 1;
  return end - at;
}

/** Where runs of ticks begin, by their length, the last first. */
function runsOf(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const found of [...text.matchAll(/`+/g)].reverse()) {
    const known = runs.get(found[0].length);
    if (known) known.push(found.index);
    else runs.set(found[0].length, [found.index]);
  }
  return runs;
}

/** Punctuation after an address belongs to the sentence; so does a bracket it did not open. */
function trimLink(address: string): string {
  const opened = address.split("(").length;
  let closed = address.split(")").length;
  let end = address.length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    if (last === ")" && closed > opened) closed -= 1;
    else if (!/[.,;:!?'*_~\]]/.test(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}
