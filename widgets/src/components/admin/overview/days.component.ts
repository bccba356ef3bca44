import { type PropertyValues, type TemplateResult, css, html } from "lit";
import { state } from "lit/decorators.js";

import { watchDays } from "../../../core/oversight/watching.ts";
import type { DayCounts, OversightDays } from "../../../generated/wire.ts";
import { note } from "../parts.ts";
import { type PlotWords, plot, plotStyles } from "../plot.ts";
import { AdminSection, type Portal } from "../section.ts";
import { tableStyles } from "../table.styles.ts";

/** A few honest plots of the last 30 days: what was written, what was found and decided, and how fast. */
export class OnrecordAdminDays extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    tableStyles,
    plotStyles,
    css`
      .plots {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      @container (width >= 560px) {
        .plots {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @container (560px <= width < 900px) {
        .plots > :last-child:nth-child(odd) {
          grid-column: 1 / -1;
        }
      }
      @container (width >= 900px) {
        .plots {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }
    `,
  ];

  @state() private days: OversightDays | null = null;
  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal || this.#asked) return;
    this.#asked = true;
    this.#load(portal);
  }

  #load({ store }: Portal): void {
    void this.attempt(async () => (this.days = await watchDays(store.port)));
  }

  protected override render(): unknown {
    const { portal, problem } = this;
    if (portal && problem) return this.failure(problem.detail, () => this.#load(portal));
    if (!this.days) return this.waiting(1);
    const { data, complete } = this.days;
    return html`<div class="column">
      <h3>${this.t("overview.days")}</h3>
      ${complete ? "" : note("alert", this.t("overview.days_newest"))}
      <div class="plots">${this.#written(data)} ${this.#reviewed(data)} ${this.#fast(data)}</div>
    </div>`;
  }

  #words(title: string, all: string): PlotWords {
    return { title, first: this.t("studio.trial_day"), table: this.t("overview.days_table"), all };
  }

  #plot(
    data: readonly DayCounts[],
    words: PlotWords,
    of: (day: DayCounts) => readonly [all: number | null, marked?: number],
  ): TemplateResult {
    const bars = data.map((one) => {
      const [all, marked] = of(one);
      const label = this.speech.date(`${one.day}T12:00:00`);
      return marked === undefined ? { label, all } : { label, all, marked };
    });
    return html`<div class="card">${plot(bars, words, (count) => this.speech.number(count))}</div>`;
  }

  #written(data: readonly DayCounts[]): TemplateResult {
    const words = {
      ...this.#words(this.t("overview.days_written"), this.t("studio.trial_messages")),
      marked: this.t("overview.days_people"),
      beside: true,
    };
    return this.#plot(data, words, ({ messages, people }) => [messages, people]);
  }

  #reviewed(data: readonly DayCounts[]): TemplateResult {
    const words = {
      ...this.#words(this.t("overview.days_reviewed"), this.t("overview.days_opened")),
      marked: this.t("overview.days_decided"),
      beside: true,
    };
    return this.#plot(data, words, ({ opened, decided }) => [opened, decided]);
  }

  /** Hours alone: they have no scale in common with a count. */
  #fast(data: readonly DayCounts[]): TemplateResult {
    const words = this.#words(this.t("overview.days_fast"), this.t("overview.days_hours"));
    return this.#plot(data, words, ({ hours }) => [hours]);
  }
}
