/** Styles and templates are text to a minifier: their line breaks and indents go here. */
import { type Plugin, parseSync } from "vite";

interface Node {
  readonly type?: string;
  readonly start?: number;
  readonly end?: number;
  readonly tag?: { readonly name?: string };
  readonly quasi?: { readonly quasis: readonly Node[] };
  readonly [name: string]: unknown;
}

/** A stretch of source and what takes its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const TAGS = new Set(["css", "html", "svg"]);

/** A build step for our own modules. */
export function squeeze(): Plugin {
  return {
    name: "onrecord-squeeze",
    enforce: "pre",
    transform: {
      filter: { id: /\/src\/.*\.ts$/ },
      handler: squeezed,
    },
  };
}

/** The source of a module, squeezed. */
export function squeezed(code: string, id: string): string {
  const nodes = within(parseSync(id, code).program as unknown as Node);
  const edits = templates(code, nodes);
  let done = "";
  let at = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    done += code.slice(at, start) + text;
    at = end;
  }
  return done + code.slice(at);
}

/** A line break between words of a style or a template is worth one space; in a style often none. */
function templates(code: string, nodes: readonly Node[]): Edit[] {
  return nodes.flatMap(({ type, tag, quasi }) => {
    const name = tag?.name ?? "";
    if (type !== "TaggedTemplateExpression" || !TAGS.has(name)) return [];
    const squeeze = name === "css" ? style : line;
    return (quasi?.quasis ?? []).map((span) =>
      edit(span, squeeze(code.slice(span.start, span.end))),
    );
  });
}

function line(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

/** Comments go; round braces, semicolons and commas, and after a declaration's colon, no space is needed. */
function style(text: string): string {
  return line(text.replace(/\/\*.*?\*\//gs, ""))
    .replace(/\s*([{};,])\s*/g, "$1")
    .replace(/: /g, ":")
    .replace(/;\}/g, "}");
}

function edit({ start = 0, end = 0 }: Node, text: string): Edit {
  return { start, end, text };
}

function within(node: Node): Node[] {
  const below = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return [node, ...below.filter(isNode).flatMap(within)];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
