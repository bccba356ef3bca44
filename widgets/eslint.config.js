import js from "@eslint/js";
import lit from "eslint-plugin-lit";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

import noLiteralText from "./lint/no-literal-text.ts";

/** House rule: user data reaches the page only as text; nothing writes HTML, style or script. */
const NO_HTML = [
  {
    selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]",
    message: "User data reaches the DOM only through text nodes and Lit bindings.",
  },
  {
    selector: "TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/\\sstyle=/]",
    message: "No inline style: a strict CSP refuses it. Use a class, a part or a custom property.",
  },
];

const NO_UNSAFE = {
  paths: ["unsafe-html", "unsafe-svg", "unsafe-mathml", "unsafe-css"].map((name) => ({
    name: `lit/directives/${name}.js`,
    message: "Nothing that a person wrote may become markup.",
  })),
};

export default defineConfig(
  globalIgnores(["dist", "node_modules", "src/generated"]),
  js.configs.recommended,
  tseslint.configs.strict,
  lit.configs["flat/recommended"],
  {
    files: ["src/**"],
    plugins: { onrecord: { rules: { "no-literal-text": noLiteralText } } },
    rules: { "onrecord/no-literal-text": "error" },
  },
  {
    rules: {
      complexity: ["error", 8],
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": ["error", ...NO_HTML],
      "no-restricted-imports": ["error", NO_UNSAFE],
      "no-eval": "error",
      "no-implied-eval": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-function-return-type": ["error", { allowExpressions: true }],
    },
  },
  { files: ["tests/**", "gallery/**", "**/*.test.ts"], rules: { "max-lines-per-function": "off" } },
);
