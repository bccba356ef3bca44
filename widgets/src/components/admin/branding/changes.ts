/** Where two brandings differ, in words. Pure but for what is drawn. */
import { type TemplateResult, html } from "lit";

import type { Speech, TextKey } from "../../../base/speech.ts";
import type { Branding, BrandingChange } from "../../../generated/wire.ts";
import { languageName } from "../naming.ts";

type Member = Pick<BrandingChange, "member" | "before" | "after">;

/** Every member that differs, as the server lists those of a version. */
export function changes(before: Branding, after: Branding): Member[] {
  const was = new Map(leaves(before));
  const now = new Map(leaves(after));
  return [...new Set([...now.keys(), ...was.keys()])]
    .map((member) => ({ member, before: was.get(member) ?? null, after: now.get(member) ?? null }))
    .filter((one) => one.before !== one.after);
}

function leaves(value: object, path = ""): [string, string][] {
  return Object.entries(value).flatMap(([name, given]): [string, string][] => {
    if (Array.isArray(given)) return given.length > 0 ? [[path + name, given.join(", ")]] : [];
    if (typeof given === "object" && given !== null) return leaves(given, `${path}${name}.`);
    const text = String(given ?? "");
    return text === "" ? [] : [[path + name, text]];
  });
}

/** What was, and what is, for each; a member with no value says so. */
export function differences(found: readonly Member[], speech: Speech): TemplateResult {
  return html`<ul class="changes">
    ${found.map(
      ({ member, before, after }) =>
        html`<li>
          ${nameOf(member, speech)}:
          <del dir="auto">${valueOf(member, before, speech)}</del>
          <ins dir="auto">${valueOf(member, after, speech)}</ins>
        </li>`,
    )}
  </ul>`;
}

const NAMES: Readonly<Record<string, TextKey>> = {
  product_name: "branding.name",
  radius: "branding.radius",
  density: "branding.density",
  fonts: "branding.fonts",
  logo: "branding.logo_path",
  logo_light: "branding.logo_light",
  logo_dark: "branding.logo_dark",
  logo_alt: "branding.logo_alt",
  help_url: "branding.help_url",
  email_footer: "branding.footer",
  light: "branding.light",
  dark: "branding.dark",
  accent: "branding.accent",
  on_accent: "branding.on_accent",
  surface: "branding.surface",
  text: "branding.text",
};

function nameOf(member: string, speech: Speech): string {
  const [first = "", second = "", ...rest] = member.split(".");
  if (first === "texts") return `${languageName(second, speech)}, ${rest.join(".")}`;
  return member
    .split(".")
    .map((part) => (NAMES[part] ? speech.t(NAMES[part]) : part))
    .join(", ");
}

function valueOf(member: string, value: string | null | undefined, { t }: Speech): string {
  if (value === null || value === undefined)
    return t(/^(light|dark)\./.test(member) ? "branding.derived" : "branding.nothing");
  if (member === "logo_light" || member === "logo_dark") return t("branding.logo_kept");
  if (member === "radius") return t("branding.pixels", { count: Number(value) });
  return member === "density" ? t(`branding.density_${value as "compact"}`) : value;
}
