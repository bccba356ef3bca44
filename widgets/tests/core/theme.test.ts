import fc from "fast-check";
import { expect, test } from "vitest";

import { applyTheme, themeCss } from "../../src/core/theme.ts";
import type { BrandingView } from "../../src/generated/wire.ts";

const PALETTE = { accent: null, on_accent: null, surface: null, text: null };

function view(light: Record<string, string>, dark: Record<string, string> = {}): BrandingView {
  const branding = {
    product_name: "Chat",
    logo: null,
    logo_light: null,
    logo_dark: null,
    logo_alt: "",
    help_url: null,
    light: PALETTE,
    dark: PALETTE,
    fonts: [],
    radius: 8,
    density: "comfortable" as const,
    texts: {},
    email_footer: "",
  };
  return { version: 1, branding, light, dark };
}

test("light and dark reach the sheet, the dark ones by system and by attribute", () => {
  let css = "";
  const sheet = { replaceSync: (text: string) => (css = text) };
  applyTheme(sheet, view({ "--onrecord-accent": "#0a5" }, { "--onrecord-accent": "#5fa" }));
  expect(css).toContain(":host{color-scheme:light dark;--onrecord-accent:#0a5;}");
  expect(css.match(/--onrecord-accent:#5fa/g)).toHaveLength(2);
});

test("colours, lengths and font stacks pass", () => {
  const good = ["#aabbcc", "8px", "oklch(70% 0.1 200)", '"Open Sans", system-ui, sans-serif'];
  for (const value of good) expect(themeCss(view({ "--onrecord-x": value }))).toContain(value);
});

test.each([
  "red;}",
  "url(https://x.example/)",
  "URL(x)",
  "a{b}",
  "</style>",
  "\\75rl(x)",
  "/**/",
  '"',
])("%j never reaches the sheet", (value) => {
  expect(themeCss(view({ "--onrecord-x": value }))).not.toContain("--onrecord-x");
});

test("no value adds a rule or a declaration", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, value) => {
      const css = themeCss(view({ [name]: value, "--onrecord-a": value }));
      expect(css.split("{").length).toBe(themeCss(view({})).split("{").length);
      expect(css.split(";").length).toBeLessThanOrEqual(themeCss(view({})).split(";").length + 2);
    }),
  );
});
