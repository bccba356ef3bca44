import { readFileSync } from "node:fs";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseMarkdown, plainText, type Block, type Inline } from "../../src/core/markdown.ts";

interface Golden {
  name: string;
  text: string;
  blocks: Block[];
}

const GOLDEN = JSON.parse(
  readFileSync(new URL("../../../tests/data/markdown.json", import.meta.url), "utf8"),
) as Golden[];

const PIECES = ["*", "**", "_", "~~", "`", "```", "\n", "> ", "- ", "1. ", "[", "](", ")", "<@a>"];
const WORDS = ["a", " ", "b c", "\\", "https://x.example", "javascript:x", "é", "👋"];

describe("the golden file defines the subset", () => {
  test.each(GOLDEN)("$name", ({ text, blocks }) => {
    expect(parseMarkdown(text)).toEqual(blocks);
  });
});

describe("any text", () => {
  const anything = fc
    .array(fc.constantFrom(...PIECES, ...WORDS), { maxLength: 60 })
    .map((parts) => parts.join(""));

  test("parses without an error and every link goes somewhere allowed", () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.string()), (text) => {
        for (const href of hrefs(parseMarkdown(text))) expect(href).toMatch(/^(https?|mailto):/);
      }),
    );
  });

  test("keeps its letters in order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("x", "y", "z", "**", "*", "~~", " ", "\n")), (parts) => {
        const letters = (text: string): string => text.replace(/[^xyz]/g, "");
        const text = parts.join("");
        fc.pre(!/^[ *]*~~~/m.test(text)); // a fence, in a list too: what follows names its language
        expect(letters(plainText(parseMarkdown(text), (id) => id))).toBe(letters(text));
      }),
    );
  });
});

describe("hostile text", () => {
  const MARKS = ["*", "**", "***", "*a", "a*", "_a", "~~", "`", "[", "[a](", "]", "<@", "> ", ">"];
  const MORE = ["- ", "1. ", "``a`", "[a](http://", "http://", "http://[", "(", "*a **b ", "\\"];

  test.each([...MARKS, ...MORE])(
    "ten thousand times %j takes time linear in its length",
    (mark) => {
      const time = (count: number): number => {
        const text = mark.repeat(count);
        const from = performance.now();
        parseMarkdown(text);
        return performance.now() - from;
      };
      time(1_000);
      expect(time(10_000)).toBeLessThan(250);
    },
  );

  test("runs of ticks of every length take time linear in their length", () => {
    const text = Array.from({ length: 300 }, (_, n) => "`".repeat(n + 1)).join(" ");
    const from = performance.now();
    parseMarkdown(text);
    expect(performance.now() - from).toBeLessThan(250);
  });

  test.each(["`a", "*a", "~~a", "_a ", "<!here>"])("%j again and again has few marks", (mark) => {
    const [block] = parseMarkdown(mark.repeat(5_000));
    const children = block?.kind === "paragraph" ? block.children : [];
    expect(children.length).toBeLessThan(1_100);
    const seen = plainText(parseMarkdown(mark.repeat(600)), (id) => id);
    expect(seen.length).toBeGreaterThanOrEqual(600);
  });

  test("the tree stays shallow, whatever is nested", () => {
    const text = `${"> - ".repeat(2_000)}${"*a **b ~~c ".repeat(2_000)}`;
    expect(depth(parseMarkdown(text))).toBeLessThan(20);
  });
});

test("the plain text names people and drops the marks", () => {
  const blocks = parseMarkdown("**Hi** <@bob>\n> see [this](https://example.com)\n- `x`");
  expect(plainText(blocks, (id) => id.toUpperCase())).toBe("Hi @BOB see this x");
});

function hrefs(nodes: readonly (Block | Inline)[]): string[] {
  return walk(nodes).flatMap((node) => (node.kind === "link" ? [node.href] : []));
}

function walk(nodes: readonly (Block | Inline)[]): (Block | Inline)[] {
  return nodes.flatMap((node) => [node, ...walk(inside(node))]);
}

function depth(nodes: readonly (Block | Inline)[]): number {
  return nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map((node) => depth(inside(node))));
}

function inside(node: Block | Inline): readonly (Block | Inline)[] {
  if (node.kind === "list") return node.items.flat();
  return "children" in node ? node.children : [];
}
