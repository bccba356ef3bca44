/** What is different since the version that somebody acknowledged. */
import { type TemplateResult, html } from "lit";

import type { Speech } from "../../base/speech.ts";
import type { PolicyView } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";

export interface News {
  readonly line: string;
  readonly gone: boolean;
}

/** The sentences that were added, then those that are gone. */
export function newsOf({ added, removed }: PolicyView): News[] {
  const all = (lines: readonly string[], gone: boolean): News[] =>
    lines.map((line) => ({ line, gone }));
  return [...all(added, false), ...all(removed, true)];
}

export function drawNews(news: readonly News[], { t }: Speech, locale: string): TemplateResult {
  return html`<ul class="news">
    ${news.map(({ line, gone }) =>
      gone
        ? html`<li class="gone">
            ${icon("minus", 16)}<span class="sr">${t("policy.removed")}</span>
            <del dir="auto" lang=${locale}>${line}</del>
          </li>`
        : html`<li>
            ${icon("plus", 16)}<span class="sr">${t("policy.added")}</span>
            <ins dir="auto" lang=${locale}>${line}</ins>
          </li>`,
    )}
  </ul>`;
}
