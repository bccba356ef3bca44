/**
 * The common subset of Markdown that onrecord renders, parsed to a tree that components draw node by
 * node; there is no HTML anywhere. The golden file `tests/data/markdown.json` is its definition:
 *
 * paragraphs and line breaks · **bold** · *italic* or _italic_ · ~~strike~~ · `code` · fenced code ·
 * > quotes · - and 1. lists, nested · [links](https://…) and bare links · \escapes · mentions of
 * people <@id>, roles <@&role> and everybody <!channel>, <!here>
 *
 * Time is linear in the length of the text; the tree is at most `MAX_DEPTH` blocks and five inline
 * levels deep, so drawing it by recursion is safe.
 */
import { parseInline, type Inline } from "./inline.ts";

export type { Inline } from "./inline.ts";

export type Block =
  | { readonly kind: "paragraph"; readonly children: readonly Inline[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "quote"; readonly children: readonly Block[] }
  | List;

export interface List {
  readonly kind: "list";
  readonly ordered: boolean;
  readonly start: number;
  readonly items: readonly (readonly Block[])[];
}

const MAX_DEPTH = 4;
const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^ {0,3}(?:([-*])|(\d{1,9})[.)]) +(?=\S)/;

/** Parse a message. Never throws; what is not markup stays as written. */
export function parseMarkdown(text: string): Block[] {
  return parseBlocks(text.replace(/\t/g, "    ").split("\n"), 0);
}

/** The text without marks on one line, for a list's last line or a notification. */
export function plainText(blocks: readonly Block[], name: (id: string) => string): string {
  return blocks
    .map((block) => plainBlock(block, name))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

function plainBlock(block: Block, name: (id: string) => string): string {
  if (block.kind === "code") return block.text;
  if (block.kind === "quote") return plainText(block.children, name);
  if (block.kind === "list") return block.items.map((item) => plainText(item, name)).join(" ");
  return plainInline(block.children, name);
}

function plainInline(nodes: readonly Inline[], name: (id: string) => string): string {
  return nodes.map((node) => plainNode(node, name)).join("");
}

function plainNode(node: Inline, name: (id: string) => string): string {
  if (node.kind === "mention") return `@${name(node.person)}`;
  if (node.kind === "role") return `@${node.role}`;
  if (node.kind === "wide") return `@${node.wide}`;
  if (node.kind === "break") return " ";
  return "text" in node ? node.text : plainInline(node.children, name);
}

/** Lines being read; `at` only moves forward. */
interface Lines {
  readonly all: readonly string[];
  at: number;
}

function parseBlocks(all: readonly string[], depth: number): Block[] {
  const lines: Lines = { all, at: 0 };
  const blocks: Block[] = [];
  while (lines.at < all.length) {
    if (isBlank(all[lines.at])) lines.at += 1;
    else blocks.push(readBlock(lines, depth));
  }
  return blocks;
}

function readBlock(lines: Lines, depth: number): Block {
  const line = lines.all[lines.at] ?? "";
  const fence = FENCE.exec(line);
  if (fence) return readCode(lines, fence);
  if (depth < MAX_DEPTH && QUOTE.test(line)) return readQuote(lines, depth);
  if (depth < MAX_DEPTH && ITEM.test(line)) return readList(lines, depth);
  return readParagraph(lines, depth);
}

function readCode(lines: Lines, fence: RegExpExecArray): Block {
  const [, mark = "", info = ""] = fence;
  const text: string[] = [];
  lines.at += 1;
  while (lines.at < lines.all.length) {
    const line = lines.all[lines.at++] ?? "";
    if (closes(line.trim(), mark)) break;
    text.push(line);
  }
  const language = /^[\w+#.-]{1,40}/.exec(info.trim())?.[0] ?? "";
  return { kind: "code", language, text: text.join("\n") };
}

function closes(line: string, mark: string): boolean {
  return line.length >= mark.length && line === (mark[0] ?? "").repeat(line.length);
}

function readQuote(lines: Lines, depth: number): Block {
  const inner = takeWhile(lines, (line) => QUOTE.test(line));
  const stripped = inner.map((line) => line.replace(QUOTE, ""));
  return { kind: "quote", children: parseBlocks(stripped, depth + 1) };
}

function readList(lines: Lines, depth: number): List {
  const first = ITEM.exec(lines.all[lines.at] ?? "");
  const ordered = first?.[2] !== undefined;
  const items: Block[][] = [];
  for (let item = startOf(lines, ordered); item; item = startOf(lines, ordered)) {
    items.push(parseBlocks(takeItem(lines, item[0].length), depth + 1));
  }
  return { kind: "list", ordered, start: Number(first?.[2] ?? 1), items };
}

function startOf(lines: Lines, ordered: boolean): RegExpExecArray | null {
  const found = ITEM.exec(lines.all[lines.at] ?? "");
  return found && (found[2] !== undefined) === ordered ? found : null;
}

/** The lines of one item: its first, and those after it that are indented under it. */
function takeItem(lines: Lines, width: number): string[] {
  const first = (lines.all[lines.at++] ?? "").slice(width);
  const rest = takeWhile(lines, (line) => /^ {2,}\S/.test(line));
  const indent = new RegExp(`^ {1,${Math.max(2, width)}}`);
  return [first, ...rest.map((line) => line.replace(indent, ""))];
}

function readParagraph(lines: Lines, depth: number): Block {
  const first = lines.all[lines.at++] ?? "";
  const rest = takeWhile(lines, (line) => !isBlank(line) && !interrupts(line, depth));
  const text = [first, ...rest].map((line) => line.trim()).join("\n");
  return { kind: "paragraph", children: parseInline(text) };
}

/** Whether a line ends the paragraph above it; of ordered lists only those that start at 1 do. */
function interrupts(line: string, depth: number): boolean {
  if (FENCE.test(line)) return true;
  if (depth >= MAX_DEPTH) return false;
  const item = ITEM.exec(line);
  return QUOTE.test(line) || (item !== null && (item[2] === undefined || item[2] === "1"));
}

function takeWhile(lines: Lines, wanted: (line: string) => boolean): string[] {
  const from = lines.at;
  while (lines.at < lines.all.length && wanted(lines.all[lines.at] ?? "")) lines.at += 1;
  return lines.all.slice(from, lines.at);
}

function isBlank(line: string | undefined): boolean {
  return !line?.trim();
}
