import { type TemplateResult, css, html } from "lit";

import type { Message } from "../../generated/wire.ts";
import type { Inline } from "../../core/inline.ts";
import { type Block, type List, parseMarkdown } from "../../core/markdown.ts";
import { SUBJECT } from "../../core/subjects/naming.ts";

/** What drawing a text needs to know of people, and of who reads it. */
export interface Readers {
  readonly me: string;
  /** The reader's roles at the host. */
  readonly roles?: readonly string[];
  /** Words that the reader wants to hear of, as `keywordsIn` makes it. */
  readonly keywords?: RegExp | null;
  /** The name of a person, or the id. */
  name(id: string): string;
  /** Draws one of the host's objects that the text names; without it the name is text. */
  readonly subject?: ((subject: string) => unknown) | undefined;
  /** What a screen reader says of words that a rule covered. */
  readonly covered?: string;
}

/** Whether a message names the reader: by name, by a role of theirs, or with everybody. */
export function namesMe(message: Message, { me, roles = [] }: Readers): boolean {
  const byRole = message.roles.some((role) => roles.includes(role));
  return message.mentions.includes(me) || message.wide !== null || byRole;
}

const PARSED = new Map<string, readonly Block[]>();
const KEPT = 500;
/** Hits of keywords in one stretch of text at most, and the words between; more is no help to anybody. */
const MOST_HITS = 1_000;

/** The tree of a text; the last few hundred are kept, since timelines draw the same ones again. */
export function parsed(text: string): readonly Block[] {
  const known = PARSED.get(text);
  if (known) return known;
  const blocks = parseMarkdown(text);
  if (PARSED.size >= KEPT) PARSED.delete(PARSED.keys().next().value ?? "");
  PARSED.set(text, blocks);
  return blocks;
}

/** Draw a message text node by node; what a person wrote is only ever text. */
export function body(text: string, readers: Readers): TemplateResult {
  return html`<div class="body" part="body" dir="auto">
    ${parsed(text).map((block) => drawBlock(block, readers))}
  </div>`;
}

function drawBlock(block: Block, readers: Readers): TemplateResult {
  switch (block.kind) {
    case "paragraph":
      return html`<p dir="auto">${drawInlines(block.children, readers)}</p>`;
    case "code":
      return html`<pre dir="ltr" tabindex="0"><code>${block.text}</code></pre>`;
    case "quote":
      return html`<blockquote>${block.children.map((b) => drawBlock(b, readers))}</blockquote>`;
    case "list":
      return drawList(block, readers);
  }
}

function drawList(list: List, readers: Readers): TemplateResult {
  const items = list.items.map(
    (item) => html`<li>${item.map((block) => drawBlock(block, readers))}</li>`,
  );
  return list.ordered
    ? html`<ol start=${list.start}>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

function drawInlines(nodes: readonly Inline[], readers: Readers): unknown[] {
  return nodes.map((node) => drawInline(node, readers));
}

function drawInline(node: Inline, readers: Readers): unknown {
  switch (node.kind) {
    case "text":
      return drawText(node.text, readers);
    case "code":
      return html`<code dir="ltr">${node.text}</code>`;
    case "break":
      return html`<br />`;
    case "mention":
    case "role":
    case "wide":
      return drawMention(node, readers);
    case "link":
      return drawLink(node.href, drawInlines(node.children, { ...readers, subject: undefined }));
    default:
      return drawMark(node.kind, drawInlines(node.children, readers));
  }
}

/** What a text says, with the host's objects that it names as what they are. */
function drawText(text: string, readers: Readers): unknown {
  const { subject } = readers;
  if (!subject || !text.includes(":")) return drawWords(text, readers);
  return inRuns(text, subject).map((one) =>
    typeof one === "string" ? drawWords(one, readers) : one,
  );
}

/** What is drawn of objects, and the words between in as few pieces as there can be. */
function inRuns(text: string, subject: (key: string) => unknown): unknown[] {
  const runs: unknown[] = [];
  let words = "";
  for (const [at, part] of text.split(SUBJECT).entries()) {
    const one = at % 2 ? subject(part) : part;
    if (typeof one === "string") words += one;
    else {
      runs.push(words, one);
      words = "";
    }
  }
  return [...runs, words];
}

/** What a rule covered is one mark, however much it was. */
function drawWords(text: string, readers: Readers): unknown {
  if (!text.includes("▮")) return drawPlain(text, readers);
  return text
    .split(/(▮+)/)
    .map((part, at) => (at % 2 ? drawCovered(part, readers) : drawPlain(part, readers)));
}

function drawCovered(marks: string, { covered = "" }: Readers): TemplateResult {
  return html`<span class="covered" part="covered" role="img" aria-label=${covered} title=${covered}
    >${marks}</span
  >`;
}

/** Words that the reader wants to hear of stand out. */
function drawPlain(text: string, { keywords }: Readers): unknown {
  if (!keywords) return text;
  const parts = text.split(keywords);
  if (parts.length > MOST_HITS) return text;
  return parts.length < 2 ? text : parts.map((part, at) => (at % 2 ? drawHit(part) : part));
}

function drawHit(word: string): TemplateResult {
  return html`<mark class="hit" part="keyword">${word}</mark>`;
}

function drawMark(kind: "strong" | "em" | "strike", children: unknown[]): TemplateResult {
  if (kind === "strong") return html`<strong>${children}</strong>`;
  return kind === "em" ? html`<em>${children}</em>` : html`<s>${children}</s>`;
}

type Naming = Extract<Inline, { kind: "mention" | "role" | "wide" }>;

function drawMention(node: Naming, readers: Readers): TemplateResult {
  const mine = isMe(node, readers) ? "mention mine" : "mention";
  return html`<bdi class=${mine} part="mention">@${nameOf(node, readers)}</bdi>`;
}

function isMe(node: Naming, { me, roles = [] }: Readers): boolean {
  if (node.kind === "mention") return node.person === me;
  return node.kind === "wide" || roles.includes(node.role);
}

function nameOf(node: Naming, readers: Readers): string {
  if (node.kind === "mention") return readers.name(node.person);
  return node.kind === "wide" ? node.wide : node.role;
}

function drawLink(href: string, children: unknown[]): TemplateResult {
  return html`<a
    part="link"
    href=${href}
    title=${href}
    target="_blank"
    rel="noopener noreferrer nofollow ugc"
    >${children}</a
  >`;
}

export const bodyStyles = css`
  .body {
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .body > * + *,
  .body li > * + *,
  .body blockquote > * + * {
    margin-block-start: 8px;
  }
  .body p {
    unicode-bidi: plaintext;
  }
  .body strong {
    font-weight: 600;
  }
  .body a {
    color: var(--_accent-text);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    border-radius: 2px;
  }
  .body a:hover {
    text-decoration-thickness: 2px;
  }
  .body code {
    padding: 1px 4px;
    border-radius: 4px;
    background: color-mix(in oklab, currentColor 9%, transparent);
    font: 400 0.875em/1.4 var(--_mono);
  }
  .body pre {
    max-inline-size: 100%;
    padding: 8px 12px;
    overflow-x: auto;
    border-radius: var(--_r-s);
    background: color-mix(in oklab, currentColor 7%, transparent);
    font: 400 calc(13px * var(--_z)) / calc(20px * var(--_z)) var(--_mono);
    tab-size: 4;
    text-align: left;
  }
  .body pre code {
    padding: 0;
    background: none;
    font: inherit;
    white-space: pre;
  }
  .body blockquote {
    padding-inline-start: 12px;
    border-inline-start: 3px solid color-mix(in oklab, currentColor 28%, transparent);
    color: color-mix(in oklab, currentColor 80%, transparent);
  }
  .body ul,
  .body ol {
    padding-inline-start: 24px;
    list-style: disc outside;
  }
  .body ol {
    list-style: decimal outside;
  }
  .body li + li {
    margin-block-start: 4px;
  }
  .mention {
    padding: 1px 4px;
    border-radius: 6px;
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
    color: var(--_accent-text);
    font-weight: 600;
    white-space: nowrap;
  }
  .hit {
    padding: 1px 2px;
    border-radius: 4px;
    background: var(--_warn-soft);
    color: inherit;
    box-shadow: inset 0 -2px var(--_warn);
  }
  .covered {
    padding-inline: 2px;
    border-radius: 4px;
    background: color-mix(in oklab, currentColor 14%, transparent);
    letter-spacing: -0.1em;
    opacity: 0.7;
  }
  .mention.mine {
    background: var(--_warn-soft);
    color: var(--_warn);
  }
`;
