/**
 * Text that people read lives in the catalogues: a word in a template is an error, between tags and
 * in attributes that are read out.
 */

import type { Rule } from "eslint";

const WORD = /\p{L}{2,}/u;
const READ_OUT = /\s(?:aria-\w*label|aria-description|title|placeholder|alt|label)="([^"]*)"/g;
const HOLE = "\u0000";

/** The words of a template that a person would read. */
export function literalTexts(template: string): string[] {
  const attributes = [...template.matchAll(READ_OUT)].map(([, value]) => value ?? "");
  const between = template.replace(/<!--[^]*?-->/g, "").split(/<[^>]*>/);
  return [...attributes, ...between]
    .flatMap((text) => text.split(HOLE))
    .map((text) => text.trim())
    .filter((text) => WORD.test(text.replace(/&\w+;/g, "")));
}

const rule: Rule.RuleModule = {
  meta: {
    type: "problem",
    messages: { literal: 'Put "{{text}}" into the catalogues and use t().' },
  },
  create: (context) => ({
    TaggedTemplateExpression(node) {
      if (node.tag.type !== "Identifier" || node.tag.name !== "html") return;
      const template = node.quasi.quasis.map(({ value }) => value.raw).join(HOLE);
      for (const text of literalTexts(template)) {
        context.report({ node, messageId: "literal", data: { text } });
      }
    },
  }),
};

export default rule;
