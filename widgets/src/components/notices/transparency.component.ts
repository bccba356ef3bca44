import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { TextKey } from "../../base/speech.ts";
import { listQuarters, readQuarter } from "../../core/notices/transparency.ts";
import type { Port } from "../../core/port.ts";
import { problemOf } from "../../core/problems.ts";
import type {
  TransparencyQuarter,
  TransparencyReport,
  TriggerReport,
} from "../../generated/wire.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { reviewsStyles } from "./reviews.styles.ts";
import { countedLine } from "./counted.ts";

/** What oversight did with everybody's messages in a quarter, in numbers. */
export class OnrecordTransparency extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    stateStyles,
    reviewsStyles,
    css`
      .quarter {
        inline-size: auto;
        align-self: start;
        font: var(--_t2);
      }
      .rule {
        padding: 8px 0;
        border-block-start: 1px solid var(--_line);
      }
      .rule b {
        display: block;
        font-weight: 600;
      }
      .rule b::first-letter {
        text-transform: uppercase;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 16px;
        margin: 0;
      }
      dt {
        color: var(--_muted);
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) port: Port | null = null;

  @state() private quarters: readonly TransparencyQuarter[] | null = null;
  @state() private report: TransparencyReport | null = null;
  @state() private failed = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("port") && this.port) void this.#begin(this.port);
  }

  /** The last whole quarter says the most. */
  async #begin(port: Port): Promise<void> {
    try {
      this.quarters = await listQuarters(port);
      const shown = this.quarters.find(({ complete }) => complete) ?? this.quarters[0];
      if (shown) await this.#read(port, shown.quarter);
    } catch (error) {
      this.failed = problemOf(error).detail;
    }
  }

  async #read(port: Port, quarter: string): Promise<void> {
    const report = await readQuarter(port, quarter);
    this.report = report;
  }

  #choose(quarter: string): void {
    const { port } = this;
    if (!port) return;
    this.#read(port, quarter).catch((error: unknown) => {
      this.failed = problemOf(error).detail;
    });
  }

  protected override render(): unknown {
    if (this.quarters?.length === 0) return nothing;
    return html`<section class="block" aria-labelledby="all">
      <h3 id="all">${this.t("numbers.title")}</h3>
      ${this.failed ? emptyState("alert", this.t("numbers.failed"), this.failed) : nothing}
      ${this.quarters && this.report ? this.#quarter(this.quarters, this.report) : this.#wait()}
      <p>${this.t("numbers.about")}</p>
    </section>`;
  }

  #wait(): unknown {
    return this.failed ? nothing : skeletonRows(this.t("wait.message"), 3);
  }

  #quarter(quarters: readonly TransparencyQuarter[], report: TransparencyReport): TemplateResult {
    return html`<select
        class="field quarter"
        aria-label=${this.t("numbers.quarter")}
        @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
      >
        ${quarters.map(
          ({ quarter, complete }) =>
            html`<option value=${quarter} ?selected=${quarter === report.quarter}>
              ${quarter.replace("-", " ")} ${complete ? "" : this.t("numbers.running")}
            </option>`,
        )}
      </select>
      <p>${countedLine(report, this.speech)}</p>
      ${report.triggers.map((one) => this.#rule(one))} ${this.#sums(report)}`;
  }

  #rule(one: TriggerReport): TemplateResult {
    const { trigger, found, decided } = one;
    return html`<div class="rule">
      <b>${trigger.replaceAll(/[_-]/g, " ")}</b>
      <dl>
        ${this.#line("numbers.found", found)} ${this.#line("numbers.decided", decided)}
        ${this.#rate("numbers.false_positive", one.false_positive_percent)}
        ${this.#rate("numbers.violation", one.violation_percent)} ${this.#median(one)}
      </dl>
    </div>`;
  }

  #rate(key: TextKey, percent: number | null): unknown {
    return percent === null ? nothing : this.#line(key, `${this.speech.number(percent)} %`);
  }

  #median({ median_hours: hours }: TriggerReport): unknown {
    if (hours === null) return nothing;
    return this.#line("numbers.median", this.t("numbers.hours", { count: hours }));
  }

  #sums(report: TransparencyReport): TemplateResult {
    return html`<dl class="rule">
        ${this.#line("numbers.looks", report.looks)}
        ${this.#line("numbers.overdue", report.overdue)}
        ${this.#line("numbers.appeals", report.appeals)}
        ${this.#line("numbers.upheld", report.appeals_upheld)}
        ${this.#line("numbers.sampled", report.sampled)}
      </dl>
      ${report.sampled === "0" ? nothing : html`<p>${this.t("numbers.sampled_about")}</p>`}`;
  }

  #line(key: TextKey, value: string): TemplateResult {
    return html`<dt>${this.t(key)}</dt>
      <dd>${value}</dd>`;
  }
}
