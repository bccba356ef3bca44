/** What comes after the hits: more of them, how far back was looked, or that there is nothing. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../base/speech.ts";
import { PAGE } from "../../core/search/actions.ts";
import { wider } from "../../core/search/asking.ts";
import type { SearchPage } from "../../generated/wire.ts";

export interface Outcome {
  readonly page: SearchPage;
  /** How many hits are shown by now. */
  readonly count: number;
  readonly query: string;
  readonly busy: boolean;
  readonly speech: Speech;
  goOn(): void;
  ask(query: string): void;
}

export function outcome(one: Outcome): TemplateResult {
  const { page, count, speech } = one;
  return html`<div class="rest">
    <p role="status">${said(page, count, speech)}</p>
    ${page.behind ? html`<p>${speech.t("search.behind")}</p>` : nothing}
    ${page.next_cursor ? button(one) : nothing}
    ${count === 0 && page.exhausted ? otherwise(one) : nothing}
  </div>`;
}

function said(
  { data, exhausted, searched_to: to, next_cursor: cursor }: SearchPage,
  count: number,
  { t, day }: Speech,
): string {
  if (exhausted) return count === 0 ? t("search.none") : t("search.shown", { count });
  const shown = count === 0 ? t("search.none_yet") : t("search.shown", { count });
  if (!to || (cursor && data.length >= PAGE)) return shown;
  return `${shown} ${cursor ? t("search.searched_to", { day: day(to) }) : t("search.ranked")}`;
}

function button({ count, busy, speech, goOn }: Outcome): TemplateResult {
  const next = count === 0 ? "search.go_on" : "list.more";
  return html`<button type="button" class="button" ?disabled=${busy} @click=${goOn}>
    ${speech.t(busy ? "search.wait" : next)}
  </button>`;
}

function otherwise({ query, speech, ask }: Outcome): unknown {
  const queries = wider(query);
  if (queries.length === 0) return speech.t("search.none_next");
  return html`${speech.t("search.wider")}
    <div class="chips">
      ${queries.map(
        (one) =>
          html`<button type="button" class="chip" @click=${() => ask(one)}>
            <bdi>${one}</bdi>
          </button>`,
      )}
    </div>`;
}
