import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { keywordsIn } from "../../src/core/keywords.ts";
import { parseMarkdown, type Block, type Inline } from "../../src/core/markdown.ts";
import { type Segments, segments, wide } from "../../src/core/texting/segments.ts";

interface Names {
  readonly people: string[];
  readonly roles: string[];
  readonly wide: "channel" | "here" | null;
}

function vectors<T>(name: string): T[] {
  const file = new URL(`../../../tests/data/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as T[];
}

function inBlocks(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block) => {
    if (block.kind === "code") return [];
    if (block.kind === "list") return block.items.flatMap(inBlocks);
    return block.kind === "quote" ? inBlocks(block.children) : block.children.flatMap(inLine);
  });
}

function inLine(node: Inline): Inline[] {
  return "children" in node ? node.children.flatMap(inLine) : [node];
}

function names(text: string): Names {
  const nodes = inBlocks(parseMarkdown(text));
  const people = nodes.flatMap((node) => (node.kind === "mention" ? [node.person] : []));
  const roles = nodes.flatMap((node) => (node.kind === "role" ? [node.role] : []));
  const wide = nodes.flatMap((node) => (node.kind === "wide" ? [node.wide] : []));
  const widest = wide.includes("channel") ? "channel" : (wide[0] ?? null);
  return { people: [...new Set(people)], roles: [...new Set(roles)], wide: widest };
}

describe("what is drawn as a mention is what the server takes for one", () => {
  test.each(vectors<Names & { name: string; text: string }>("mentions.json"))(
    "$name",
    ({ text, people, roles, wide }) => {
      expect(names(text)).toEqual({ people, roles, wide });
    },
  );
});

describe("keywords are found as the server finds them", () => {
  test.each(
    vectors<{ name: string; words: string[]; text: string; found: string[] }>("keywords.json"),
  )("$name", ({ words, text, found }) => {
    const parts = text.split(keywordsIn(words) ?? /$^/);
    expect(parts.filter((_, at) => at % 2 === 1)).toEqual(found);
  });
});

describe("a text takes as many parts as the server counts", () => {
  test.each(vectors<Segments & { name: string; text: string; wide: string[] }>("segments.json"))(
    "$name",
    ({ text, wide: runs, alphabet, parts, units, room }) => {
      expect(segments(text)).toEqual({ alphabet, parts, units, room });
      expect(wide(text)).toEqual(runs);
    },
  );
});
