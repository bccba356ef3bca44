/** How components speak: catalogue texts, names and times in the reader's language. */
import {
  type Catalogue,
  ENGLISH,
  type Translate,
  chooseLocale,
  directionOf,
  loadCatalogue,
  translator,
} from "../core/i18n.ts";

export type { Params, TextKey } from "../core/i18n.ts";

/** Texts that a tenant put in place of ours, by locale and key (`Branding.texts`). */
export type Overrides = Readonly<Record<string, Catalogue>>;

/** One language: its texts and its forms of numbers and times. */
export interface Speech {
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  /** The text of a key; `{name}` is replaced, `count` picks the plural form. */
  readonly t: Translate;
  /** `14:05`, as people there write it. */
  time(at: string): string;
  /** `Today`, `Yesterday`, `Monday`, `3 May` or `3 May 2024`. */
  day(at: string, now?: Date): string;
  /** For lists: the time today, the weekday in the last week, else the date. */
  brief(at: string, now?: Date): string;
  /** `3 May 2024`. */
  date(at: string): string;
  /** Date and time in full, for titles and versions. */
  moment(at: string): string;
  /** `Ana, Ben and Chris`. */
  names(people: readonly string[]): string;
  /** Order by name, as a phone book there does. */
  compare(a: string, b: string): number;
  number(value: number): string;
}

const DAY_MS = 86_400_000;

/** Load and speak the first of the wanted languages that there is a catalogue for. */
export async function loadSpeech(wanted: readonly string[], texts: Overrides): Promise<Speech> {
  const known = wanted.filter(isLocale);
  const lang = chooseLocale(known);
  return createSpeech(lang, await loadCatalogue(lang), texts, regional(lang, known));
}

/** A page may say anything in its `lang`. */
function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}

/** The language as it is written where the reader is: the wish that names both, else the last region. */
function regional(lang: string, wanted: readonly string[]): string {
  const language = new Intl.Locale(lang).language;
  const same = wanted.find((one) => one.startsWith(`${language}-`));
  const region = wanted.map((one) => new Intl.Locale(one).region).find(Boolean);
  return same ?? (region ? `${language}-${region}` : lang);
}

/**
 * Speak a language with a catalogue at hand; `texts` come first.
 *
 * `region` forms numbers and times: a page in English is read at 14:05 in London, at 2:05 PM in Ohio.
 */
export function createSpeech(
  lang: string,
  catalogue: Catalogue = ENGLISH,
  texts: Overrides = {},
  region: string = lang,
): Speech {
  const t = translator(lang, catalogue, texts);
  return { lang, dir: directionOf(lang), t, ...formats(region) };
}

function formats(lang: string): Omit<Speech, "lang" | "dir" | "t"> {
  const time = clock(lang);
  // A time of the day stays on one line: no `PM` stands alone.
  const today = (at: string): string => time.format(new Date(at)).replaceAll(/\s/g, "\u00a0");
  const moment = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "short" });
  const date = new Intl.DateTimeFormat(lang, { dateStyle: "long" });
  const list = new Intl.ListFormat(lang, { type: "conjunction" });
  const number = new Intl.NumberFormat(lang);
  const collator = new Intl.Collator(lang, { numeric: true });
  return {
    time: today,
    day: (at, now = new Date()) => dayName(lang, new Date(at), now),
    brief: (at, now = new Date()) =>
      daysApart(new Date(at), now) === 0 ? today(at) : briefDay(lang, at, now),
    date: (at) => date.format(new Date(at)),
    moment: (at) => moment.format(new Date(at)),
    names: (people) => list.format(people),
    compare: (a, b) => collator.compare(a, b),
    number: (value) => number.format(value),
  };
}

/** Hours take two digits where the day has 24 of them, so that they line up. */
function clock(lang: string): Intl.DateTimeFormat {
  const short = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" });
  const halves = short.resolvedOptions().hour12 === true;
  return halves ? short : new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" });
}

/** Whole calendar days between two moments, in local time. */
export function daysApart(at: Date, now: Date): number {
  const start = (d: Date): number => Date.UTC(d.getFullYear(), d.getMonth(), d.getDate());
  return Math.round((start(now) - start(at)) / DAY_MS);
}

function dayName(lang: string, at: Date, now: Date): string {
  const apart = daysApart(at, now);
  if (apart === 0 || apart === 1) {
    const word = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-apart, "day");
    return word.charAt(0).toLocaleUpperCase(lang) + word.slice(1);
  }
  if (apart > 1 && apart < 7) return format(lang, at, { weekday: "long" });
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return format(lang, at, { day: "numeric", month: "long", ...year });
}

function briefDay(lang: string, at: string, now: Date): string {
  const date = new Date(at);
  const apart = daysApart(date, now);
  if (apart > 0 && apart < 7) return format(lang, date, { weekday: "short" });
  if (date.getFullYear() === now.getFullYear())
    return format(lang, date, { day: "numeric", month: "short" });
  return format(lang, date, { day: "2-digit", month: "2-digit", year: "2-digit" });
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function format(lang: string, at: Date, options: Intl.DateTimeFormatOptions): string {
  const key = lang + JSON.stringify(options);
  const known = FORMATS.get(key) ?? new Intl.DateTimeFormat(lang, options);
  FORMATS.set(key, known);
  return known.format(at);
}
