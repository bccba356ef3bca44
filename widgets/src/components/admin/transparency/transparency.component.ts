import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { fetchQuarter, listQuarters } from "../../../core/oversight/watching.ts";
import type {
  TransparencyQuarter,
  TransparencyReport,
  TriggerReport,
} from "../../../generated/wire.ts";
import { emptyState } from "../../states/states.ts";
import { countedLine } from "../../notices/counted.ts";
import { ruleName } from "../naming.ts";
import { badge, choices, fact, note } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { tableStyles } from "../table.styles.ts";

const figureStyles = css`
  dl.figures {
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 136px), 1fr));
    gap: 16px;
  }
  .figures .fact {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    gap: 4px;
  }
  .figures dd {
    font: var(--_t4);
    font-variant-numeric: tabular-nums;
  }
  @container (width >= 560px) {
    dl.figures {
      grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
    }
  }
`;

/** What oversight did in a quarter, as everybody may read it. */
export class OnrecordAdminTransparency extends AdminSection {
  static override styles = [...AdminSection.styles, tableStyles, figureStyles];

  @state() private quarters: readonly TransparencyQuarter[] | null = null;
  @state() private report: TransparencyReport | null = null;

  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#load();
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (!portal) return;
    void this.attempt(async () => {
      this.quarters = await listQuarters(portal.store.port);
      const [newest] = this.quarters;
      if (newest) await this.#read(newest.quarter);
    });
  }

  async #read(quarter: string): Promise<void> {
    const { portal } = this;
    if (portal) this.report = await fetchQuarter(portal.store.port, quarter);
  }

  protected override render(): unknown {
    const { quarters } = this;
    return html`<div class="column">
      <div class="head"><h2 tabindex="-1" part="title">${this.t("admin.transparency")}</h2></div>
      ${note("users", this.t("transparency.about"))}
      ${quarters ? this.#all(quarters) : (this.#failed() ?? this.waiting())}
    </div>`;
  }

  #failed(): unknown {
    return this.problem && this.failure(this.problem.detail, () => this.#load());
  }

  #all(quarters: readonly TransparencyQuarter[]): unknown {
    if (quarters.length === 0)
      return emptyState("chart", this.t("transparency.none"), this.t("transparency.none_next"));
    const { report } = this;
    return html`${this.#which(quarters, report?.quarter ?? "")}
    ${this.#failed() ?? (report ? this.#report(report) : this.waiting())}`;
  }

  /** Where there is one alone, there is nothing to choose. */
  #which(quarters: readonly TransparencyQuarter[], shown: string): TemplateResult {
    const [first, ...others] = quarters;
    if (first && others.length === 0) return html`<h3>${this.#named(first.quarter)}</h3>`;
    return choices(
      this.t("transparency.which"),
      quarters.slice(0, 8).map(({ quarter }) => [quarter, this.#named(quarter)] as const),
      shown,
      (one) => void this.attempt(() => this.#read(one)),
    );
  }

  /** `Quarter 4, 2026`, of `2026-Q4`. */
  #named(name: string): string {
    const [year = "", quarter = ""] = name.split("-Q");
    return this.t("transparency.quarter", { quarter, year });
  }

  #report(one: TransparencyReport): TemplateResult {
    const kinds = [
      "looks",
      "overdue",
      "appeals",
      "appeals_upheld",
      "sampled",
      "unsampled",
    ] as const;
    const live = !one.complete && one.next_count_at === null;
    return html`${one.complete ? nothing : badge("waits", this.t("transparency.runs"))}
      <p class="about">
        ${countedLine(one, this.speech)} ${live ? this.t("transparency.others") : nothing}
      </p>
      <dl class="card figures">
        ${kinds.map((kind) => fact(this.t(`transparency.${kind}`), one[kind]))}
        ${Object.entries(one.requests).map(([kind, count]) =>
          fact(
            `${this.t("trail.area.grant")} · ${this.t(`privacy.look.${kind as "investigation"}`)}`,
            count,
          ),
        )}
      </dl>
      ${one.triggers.length > 0 ? this.#table(one) : nothing}
      ${one.sampled === "0" ? nothing : html`<p class="about">${this.t("numbers.sampled_about")}</p>`}`;
  }

  #table({ triggers }: TransparencyReport): TemplateResult {
    const heads = [
      "trigger",
      "found",
      "decided",
      "violations",
      "false_positives",
      "median",
    ] as const;
    return html`<div
      class="wide-table"
      tabindex="0"
      role="region"
      aria-label=${this.t("transparency.by_trigger")}
    >
      <table>
        <thead>
          <tr>
            ${heads.map((one) => html`<th scope="col">${this.t(`transparency.${one}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${triggers.map((one) => this.#row(one))}
        </tbody>
      </table>
    </div>`;
  }

  #row(one: TriggerReport): TemplateResult {
    const shown = (value: number | null, unit: string): string =>
      value === null ? "–" : `${this.speech.number(value)} ${unit}`;
    return html`<tr>
      <th scope="row">${ruleName(one.trigger, this.portal?.policy?.document, this.speech)}</th>
      <td>${one.found}</td>
      <td>${one.decided}</td>
      <td>${shown(one.violation_percent, "%")}</td>
      <td>${shown(one.false_positive_percent, "%")}</td>
      <td>${shown(one.median_hours, "h")}</td>
    </tr>`;
  }
}
