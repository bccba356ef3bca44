import { RuleTester } from "eslint";
import { describe, expect, test } from "vitest";

import rule, { literalTexts } from "../../lint/no-literal-text.ts";

RuleTester.describe = describe;
RuleTester.it = test;

new RuleTester().run("no text in a template but through t()", rule, {
  valid: [
    "html`<p class='quiet' part=\"line\">${t('a.b')}</p>`",
    "html`<button aria-label=${t('send')} title=\"${t('x')}\">·</button>`",
    "html`<b>${n} / ${m}</b>&nbsp;<!-- a comment -->`",
    "css`p { color: red }`",
  ],
  invalid: [
    { code: "html`<p>Send</p>`", errors: 1 },
    { code: "html`<p>${n} unread</p>`", errors: 1 },
    { code: "html`<input placeholder=\"Search\" aria-label='x'>`", errors: 1 },
  ],
});

test("only what a person would read counts as text", () => {
  expect(literalTexts('<a href="https://example.com">\u0000</a>')).toEqual([]);
});
