import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { watchReviewers } from "../../../core/oversight/watching.ts";
import type { ReviewersWatch, ReviewerWatch } from "../../../generated/wire.ts";
import { emptyState } from "../../states/states.ts";
import { dutiesOf, dutyName } from "../naming.ts";
import { badge, note, person } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { tableStyles } from "../table.styles.ts";

/** What each reviewer did, in numbers; nothing of what they saw. */
export class OnrecordAdminWatchers extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    tableStyles,
    css`
      .odd {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-block-start: 4px;
      }
      /* Below the name, not below the face. */
      tbody th :is(.end, .odd) {
        padding-inline-start: 32px;
      }
      @container (width < 760px) {
        tbody th:first-child {
          min-inline-size: 160px;
        }
        thead th {
          white-space: nowrap;
        }
        .odd .badge {
          white-space: normal;
        }
      }
      .odd:empty {
        display: none;
      }
    `,
  ];

  @state() private watch: ReviewersWatch | null = null;

  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#load();
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (!portal) return;
    void this.attempt(async () => (this.watch = await watchReviewers(portal.store.port)));
  }

  protected override render(): unknown {
    const { watch, speech } = this;
    return html`<div class="column">
      <div class="head"><h2 tabindex="-1" part="title">${this.t("admin.watchers")}</h2></div>
      ${note("eye", this.t("watchers.about"))}
      ${this.problem ? this.failure(this.problem.detail, () => this.#load()) : nothing}
      ${
        watch
          ? html`<p class="end">${speech.date(watch.since)} – ${speech.date(watch.until)}</p>
              ${this.#table(watch.data)}`
          : this.problem
            ? nothing
            : this.waiting()
      }
    </div>`;
  }

  #table(all: readonly ReviewerWatch[]): TemplateResult {
    if (all.length === 0) return emptyState("eye", this.t("watchers.none"), "");
    const heads = [
      "who",
      "opened",
      "decided",
      "found",
      "reveals",
      "widenings",
      "looks",
      "hours",
      "median",
    ] as const;
    return html`<div
      class="wide-table"
      tabindex="0"
      role="region"
      aria-label=${this.t("admin.watchers")}
    >
      <table>
        <thead>
          <tr>
            ${heads.map((one) => html`<th scope="col">${this.t(`watchers.${one}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${all.map((one) => this.#row(one))}
        </tbody>
      </table>
    </div>`;
  }

  #row(one: ReviewerWatch): TemplateResult {
    const { speech } = this;
    const duties = dutiesOf(one.duties, this.portal?.policy?.document);
    const percent = one.found_percent === null ? "–" : `${speech.number(one.found_percent)} %`;
    const minutes = one.median_seconds === null ? "–" : this.#minutes(one.median_seconds);
    const cells = [one.opened, one.decided].map((count) => speech.number(count));
    const more = [one.reveals, one.widenings, one.looks, one.out_of_hours].map((count) =>
      speech.number(count),
    );
    return html`<tr>
      <th scope="row">
        ${person(one.person_id, this.who(one.person_id))}
        <span class="end">${speech.names(duties.map((each) => dutyName(each, speech)))}</span>
        <span class="odd"
          >${one.odd.map((odd) => badge("waits", this.t(`watchers.odd.${odd}`)))}</span
        >
      </th>
      ${[...cells, percent, ...more, minutes].map((cell) => html`<td>${cell}</td>`)}
    </tr>`;
  }

  #minutes(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    return new Intl.NumberFormat(this.speech.lang, { style: "unit", unit: "minute" }).format(
      minutes,
    );
  }
}
