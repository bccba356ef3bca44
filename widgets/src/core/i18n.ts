/**
 * Words. A catalogue is flat JSON, key → text with `{name}` places; a plural has one entry per
 * category of `Intl.PluralRules`: `unread.one`, `unread.other`. A tenant's own texts
 * (`branding.texts[locale]`) replace single entries.
 */
import type branding from "../locales/branding/en.json";
import type bring from "../locales/bring/en.json";
import type data from "../locales/data/en.json";
import en from "../locales/en.json" with { type: "json" };
import type handovers from "../locales/handovers/en.json";
import type held from "../locales/held/en.json";
import type holds from "../locales/holds/en.json";
import type archives from "../locales/exports/en.json";
import type imports from "../locales/imports/en.json";
import type later from "../locales/later/en.json";
import type portal from "../locales/portal/en.json";
import type queue from "../locales/queue/en.json";
import type recordHealth from "../locales/record_health/en.json";
import type retention from "../locales/retention/en.json";
import type requests from "../locales/requests/en.json";
import type studio from "../locales/studio/en.json";
import type texting from "../locales/texting/en.json";
import type texts from "../locales/texts/en.json";

export type Catalogue = Readonly<Record<string, string>>;

type Category = "zero" | "one" | "two" | "few" | "many" | "other";
type Stem<K> = K extends `${infer S}.${Category}` ? S : K;

/**
 * Every text that a component may ask for; the English catalogues are the list. What is drawn at
 * once has its texts in `locales/`, what is loaded on first use in `locales/later/`, and the portal,
 * which few people see, in `locales/portal/`; the form of a policy has its own in `locales/studio/`, and
 * large sections theirs in a folder of their name.
 */
export type TextKey = Stem<
  | keyof typeof en
  | keyof typeof later
  | keyof typeof portal
  | keyof typeof studio
  | keyof typeof archives
  | keyof typeof imports
  | keyof typeof branding
  | keyof typeof queue
  | keyof typeof requests
  | keyof typeof recordHealth
  | keyof typeof holds
  | keyof typeof held
  | keyof typeof bring
  | keyof typeof data
  | keyof typeof retention
  | keyof typeof handovers
  | keyof typeof texting
  | keyof typeof texts
>;

export type Params = Readonly<Record<string, string | number>>;

/** Give the text of a key; `count` chooses the plural form and is written in the locale's digits. */
export type Translate = (key: TextKey, params?: Params) => string;

export const ENGLISH: Catalogue = en;

export type Loaders = Readonly<Record<string, () => Promise<{ default: Catalogue }>>>;

/** Language → catalogue. English is always there; the others are fetched when asked for. */
const LOADERS: Loaders = {
  de: () => import("../locales/de.ts"),
};

/** The texts of the parts that are loaded on first use. */
export const LATER: Loaders = {
  de: () => import("../locales/later/de.ts"),
  en: () => import("../locales/later/en.ts"),
};

export const LANGUAGES: readonly string[] = ["en", ...Object.keys(LOADERS)];

/** Load the catalogue of a locale such as `de-AT`; an unknown language gets English. */
export async function loadCatalogue(locale: string): Promise<Catalogue> {
  const language = languageOf(locale);
  const load = LOADERS[language];
  spoken.add(load ? language : "en");
  if (waiting) await loadLater();
  return load ? (await load()).default : ENGLISH;
}

/** Load some texts in a language; an unknown one gets English. */
export async function loadFrom(loaders: Loaders, language: string): Promise<Catalogue> {
  const load = loaders[language] ?? loaders["en"];
  return load ? (await load()).default : {};
}

const spoken = new Set<string>();
const wanted = new Set<Loaders>();
const known = new Map<string, Catalogue>();
let waiting: Promise<unknown> | null = null;

/** Have the texts of the parts in every language spoken so far, and in those spoken from now on. */
export async function loadLater(loaders: Loaders = LATER): Promise<void> {
  wanted.add(loaders);
  const languages = spoken.size > 0 ? [...spoken] : ["en"];
  waiting = Promise.all(languages.map(loadAll));
  await waiting;
}

async function loadAll(language: string): Promise<void> {
  const all = await Promise.all([...wanted].map((loaders) => loadFrom(loaders, language)));
  // Whoever began earlier, and wanted less, may end later.
  known.set(language, Object.assign({}, known.get(language), ...all));
}

/** Make the translator of a locale. A key that the catalogue lacks falls back to English. */
export function translator(
  locale: string,
  catalogue: Catalogue = ENGLISH,
  texts: Readonly<Record<string, Catalogue>> = {},
): Translate {
  const own = { ...texts[languageOf(locale)], ...texts[locale] };
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const find = (key: string): string | undefined =>
    own[key] ?? catalogue[key] ?? laterText(locale, key) ?? ENGLISH[key] ?? laterText("en", key);
  return (key, params = {}) => {
    const count = params["count"];
    const plural = typeof count === "number" ? find(`${key}.${plurals.select(count)}`) : undefined;
    return fill(plural ?? find(key) ?? find(`${key}.other`) ?? key, params, numbers);
  };
}

function laterText(locale: string, key: string): string | undefined {
  return known.get(languageOf(locale))?.[key];
}

/** Choose the first of the wanted locales that there is a catalogue for; English otherwise. */
export function chooseLocale(wanted: readonly string[]): string {
  return wanted.find((locale) => LANGUAGES.includes(languageOf(locale))) ?? "en";
}

/** The direction in which a locale is written. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(languageOf(locale)) ? "rtl" : "ltr";
}

const RIGHT_TO_LEFT = new Set(["ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"]);

function languageOf(locale: string): string {
  return locale.split("-")[0]?.toLowerCase() ?? "en";
}

function fill(text: string, params: Params, numbers: Intl.NumberFormat): string {
  return text.replace(/\{([a-z_]+)\}/g, (place, name: string) => {
    const value = params[name];
    if (value === undefined) return place;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}
