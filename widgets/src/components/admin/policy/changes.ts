/** What a version changes, in the sentences that people read and place by place. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech, TextKey } from "../../../base/speech.ts";
import type { PolicyChange, PolicyEffect } from "../../../generated/wire.ts";
import { drawNews } from "../../policy/news.ts";
import { languageName, plain } from "../naming.ts";
import { type Tone, badge, span } from "../parts.ts";

const TONES: Readonly<Record<PolicyEffect, Tone>> = {
  wider: "waits",
  narrower: "good",
  other: "plain",
};

/** What holds parts that have names of their own. */
const ITEMS: readonly string[] = ["triggers", "reviewers", "populations", "retention"];

/** A place of the document in the words of its form: `How a review goes › Messages shown…`. */
function placeName(pointer: string, speech: Speech): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part, at, all) => stepName(part, all[at - 1], speech))
    .join(" › ");
}

function stepName(part: string, before: string | undefined, speech: Speech): string {
  if (before === "texts") return languageName(part, speech);
  if (/^\d+$/.test(part)) return speech.number(Number(part) + 1);
  if (before !== undefined && ITEMS.includes(before)) return plain(part);
  const key = `form.${part}`;
  const found = speech.t(key as TextKey);
  return found === key ? plain(part.replaceAll("~1", "/").replaceAll("~0", "~")) : found;
}

/** A time in words; anything else as the document has it. */
function value(one: unknown, speech: Speech): string {
  if (typeof one !== "string") return JSON.stringify(one);
  return /^P(?=[\dT])/.test(one) ? span(speech, one) : one;
}

function change({ pointer, before, after, effect }: PolicyChange, speech: Speech): TemplateResult {
  return html`<li class="change">
    <p>
      <span title=${pointer}>${placeName(pointer, speech)}</span>
      ${badge(TONES[effect], speech.t(`studio.effect_${effect}`))}
    </p>
    <div class="values">
      ${before === null || before === undefined ? nothing : html`<del dir="ltr">${value(before, speech)}</del>`}
      ${after === null || after === undefined ? nothing : html`<ins dir="ltr">${value(after, speech)}</ins>`}
    </div>
  </li>`;
}

/** The whole difference: first in words, then each place with what it does. */
export function difference(
  changes: readonly PolicyChange[],
  { added, removed }: { readonly added: string[]; readonly removed: string[] },
  locale: string,
  speech: Speech,
): TemplateResult {
  const { t } = speech;
  const news = [
    ...added.map((line) => ({ line, gone: false })),
    ...removed.map((line) => ({ line, gone: true })),
  ];
  if (changes.length === 0) return html`<p class="about">${t("studio.same")}</p>`;
  return html`<section class="card" aria-labelledby="words">
      <h4 id="words">${t("studio.in_words")}</h4>
      ${
        news.length === 0
          ? html`<p class="about">${t("studio.no_words")}</p>`
          : drawNews(news, speech, locale)
      }
    </section>
    <section class="card" aria-labelledby="places">
      <h4 id="places">${t("studio.places", { count: changes.length })}</h4>
      <ul class="changes">
        ${changes.map((one) => change(one, speech))}
      </ul>
    </section>`;
}
