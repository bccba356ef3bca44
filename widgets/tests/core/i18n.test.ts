import { describe, expect, test } from "vitest";

import {
  chooseLocale,
  directionOf,
  LANGUAGES,
  LATER,
  loadCatalogue,
  loadFrom,
  loadLater,
  translator,
  type Catalogue,
  type TextKey,
} from "../../src/core/i18n.ts";
import { BRANDING } from "../../src/locales/branding/all.ts";
import { BRING } from "../../src/locales/bring/all.ts";
import { DATA } from "../../src/locales/data/all.ts";
import { HANDOVERS } from "../../src/locales/handovers/all.ts";
import { HELD } from "../../src/locales/held/all.ts";
import { HOLDS } from "../../src/locales/holds/all.ts";
import { EXPORTS } from "../../src/locales/exports/all.ts";
import { IMPORTS } from "../../src/locales/imports/all.ts";
import { PORTAL } from "../../src/locales/portal/all.ts";
import { QUEUE } from "../../src/locales/queue/all.ts";
import { RECORD_HEALTH } from "../../src/locales/record_health/all.ts";
import { REQUESTS } from "../../src/locales/requests/all.ts";
import { RETENTION } from "../../src/locales/retention/all.ts";
import { STUDIO } from "../../src/locales/studio/all.ts";
import { TEXTING } from "../../src/locales/texting/all.ts";
import { TEXTS } from "../../src/locales/texts/all.ts";

const stems = (keys: string[]): string[] => [
  ...new Set(keys.map((key) => key.replace(/\.(zero|one|two|few|many|other)$/, ""))),
];
const places = (text: string): string[] => [...text.matchAll(/\{[a-z_]+\}/g)].map(String).sort();

const loadLaterCatalogue = (language: string): Promise<Catalogue> => loadFrom(LATER, language);

const KINDS = [
  ["at once", loadCatalogue],
  ["later", loadLaterCatalogue],
  ["in the portal", (language: string) => loadFrom(PORTAL, language)],
  ["with what to bring", (language: string) => loadFrom(BRING, language)],
  ["with what people ask", (language: string) => loadFrom(DATA, language)],
  ["with what to keep", (language: string) => loadFrom(HELD, language)],
  ["with holds", (language: string) => loadFrom(HOLDS, language)],
  ["with exports", (language: string) => loadFrom(EXPORTS, language)],
  ["with imports", (language: string) => loadFrom(IMPORTS, language)],
  ["with the branding", (language: string) => loadFrom(BRANDING, language)],
  ["with the health of the record", (language: string) => loadFrom(RECORD_HEALTH, language)],
  ["with cases", (language: string) => loadFrom(QUEUE, language)],
  ["with hand-overs", (language: string) => loadFrom(HANDOVERS, language)],
  ["with what rules of retention ask", (language: string) => loadFrom(RETENTION, language)],
  ["with requests", (language: string) => loadFrom(REQUESTS, language)],
  ["with texts to people outside", (language: string) => loadFrom(TEXTING, language)],
  ["with the section of texts", (language: string) => loadFrom(TEXTS, language)],
  ["in the form of a policy", (language: string) => loadFrom(STUDIO, language)],
] as const;
const CATALOGUES = LANGUAGES.flatMap((language) =>
  KINDS.map(([when, load]) => ({ language, when, load })),
);

describe.each(CATALOGUES)("the catalogue $language, $when", ({ language, load }) => {
  test("has the keys of the English one, and no others", async () => {
    const [own, english] = [await load(language), await load("en")];
    expect(stems(Object.keys(own)).sort()).toEqual(stems(Object.keys(english)).sort());
  });

  test("has every plural form that the language knows", async () => {
    const own = await load(language);
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of Object.keys(own).filter((key) => key.endsWith(".other"))) {
      const stem = key.slice(0, -".other".length);
      for (const category of wanted) expect(own).toHaveProperty([`${stem}.${category}`]);
    }
  });

  test("fills the same places as the English one", async () => {
    const [own, english] = [await load(language), await load("en")];
    for (const [key, text] of Object.entries(english)) {
      if (own[key] !== undefined) expect([key, places(own[key])]).toEqual([key, places(text)]);
    }
  });

  test("is sorted, so that two people's new keys do not collide", async () => {
    const keys = Object.keys(await load(language));
    expect(keys).toEqual([...keys].sort());
  });
});

test("a count chooses the plural form and is written as the locale writes numbers", async () => {
  const t = translator("de-AT", await loadCatalogue("de-AT"));
  expect(t("unread", { count: 1 })).toBe("1 ungelesene Nachricht");
  expect(t("unread", { count: 12_345 })).toMatch(/^12\D345 ungelesene Nachrichten$/);
});

test("a tenant's own text replaces an entry, and a given word never becomes a place", () => {
  const texts = { en: { "connection.live": "Hello {name}" } };
  const t = translator("en-GB", undefined, texts);
  expect(t("connection.live", { name: "{count}" })).toBe("Hello {count}");
  expect(t("connection.live")).toBe("Hello {name}");
});

test("an unknown key answers itself, an unknown language English", async () => {
  expect(translator("xx", await loadCatalogue("xx"))("nothing" as TextKey)).toBe("nothing");
  expect(chooseLocale(["fr-FR", "de-CH", "en"])).toBe("de-CH");
  expect(chooseLocale(["fr"])).toBe("en");
  expect([directionOf("ar-EG"), directionOf("de")]).toEqual(["rtl", "ltr"]);
});

test("no text is in two catalogues of a language", async () => {
  const all = await Promise.all(KINDS.map(([, load]) => load("en")));
  const keys = all.flatMap((one) => Object.keys(one));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test("the texts of parts are spoken once they are there, in the languages asked for", async () => {
  const t = translator("de", await loadCatalogue("de"));
  await loadLater();
  expect(t("details.title_field")).toBe("Titel");
});

test("texts that were asked for first and come last take none away", async () => {
  const waits: ((catalogue: { default: Catalogue }) => void)[] = [];
  const slow = { en: () => new Promise<{ default: Catalogue }>((come) => void waits.push(come)) };
  const quick = { en: () => Promise.resolve({ default: { "quick.one": "Here" } }) };
  const come = (those: typeof waits): void => {
    for (const one of those) one({ default: { "slow.one": "There" } });
  };
  const first = loadLater(slow);
  const early = waits.splice(0);
  const second = loadLater(quick);
  come(waits);
  await second;
  come(early);
  await first;
  const t = translator("en");
  expect(t("quick.one" as TextKey)).toBe("Here");
  expect(t("slow.one" as TextKey)).toBe("There");
});
