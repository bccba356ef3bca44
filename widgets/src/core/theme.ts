/**
 * A tenant's branding as CSS custom properties, for an adopted stylesheet: no inline style, so that
 * a strict CSP holds. Names and values are checked again here, whatever the server said.
 */
import type { BrandingView } from "../generated/wire.ts";

export type ThemeChoice = "auto" | "light" | "dark";

/** What `applyTheme` needs of a `CSSStyleSheet`. */
export interface Sheet {
  replaceSync(css: string): void;
}

const NAME = /^--onrecord-[a-z0-9-]{1,60}$/;
const VALUE = /^[#A-Za-z0-9 .,%()"'+*-]{1,300}$/;
const CALL = /([a-z-]+)\(/gi;
const CALLS = new Set(["oklch", "oklab", "rgb", "hsl", "calc", "min", "max", "clamp", "var"]);

/** Write a branding into a sheet. `theme="light"` and `"dark"` on the element beat the system. */
export function applyTheme(sheet: Sheet, view: BrandingView): void {
  sheet.replaceSync(themeCss(view));
}

/** The style text of a branding: light, dark by the system's wish, and each by attribute. */
export function themeCss(view: BrandingView): string {
  const light = declarations(view.light);
  const dark = declarations(view.dark);
  return [
    `:host{color-scheme:light dark;${light}}`,
    `@media (prefers-color-scheme:dark){:host(:not([theme="light"])){${dark}}}`,
    `:host([theme="light"]){color-scheme:light}`,
    `:host([theme="dark"]){color-scheme:dark;${dark}}`,
  ].join("\n");
}

function declarations(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .filter(([name, value]) => NAME.test(name) && isSafe(value))
    .map(([name, value]) => `${name}:${value};`)
    .join("");
}

/** Only colours, lengths and font names: nothing that could end the rule or load something. */
function isSafe(value: string): boolean {
  if (!VALUE.test(value) || !isBalanced(value)) return false;
  return [...value.matchAll(CALL)].every(([, name]) => CALLS.has((name ?? "").toLowerCase()));
}

function isBalanced(value: string): boolean {
  const count = (text: string): number => value.split(text).length - 1;
  const quotes = count('"') % 2 === 0 && count("'") % 2 === 0;
  return quotes && count("(") === count(")");
}
