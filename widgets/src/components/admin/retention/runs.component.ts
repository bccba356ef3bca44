import { type PropertyValues, type TemplateResult, html, nothing } from "lit";

import { Paged } from "../../../base/paged.ts";
import { listRetentionRuns } from "../../../core/oversight/retention.ts";
import type { RetentionRun, RuleRun } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { badge, problemBox } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { tableStyles } from "../table.styles.ts";
import { saveCertificate } from "./saving.ts";

/** Past runs, the latest first: what each made of the messages whose time was over, and its certificate. */
export class OnrecordAdminRetentionRuns extends AdminSection {
  static override styles = [...AdminSection.styles, tableStyles];

  readonly #found = new Paged<RetentionRun>(this);
  #asked = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#load();
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => listRetentionRuns(portal.store.port, cursor));
  }

  protected override again(): void {
    const { portal } = this;
    if (portal) void this.#found.again((cursor) => listRetentionRuns(portal.store.port, cursor));
  }

  #more(): void {
    const { portal } = this;
    if (portal) void this.#found.next((cursor) => listRetentionRuns(portal.store.port, cursor));
  }

  protected override render(): unknown {
    return html`<div class="column">
      <p class="about">${this.t("retention.runs_about")}</p>
      ${problemBox(this.problem)}
      ${this.rows(
        this.#found,
        () => this.#load(),
        ["clock", this.t("retention.runs_none"), this.t("retention.runs_none_next")],
        (one) => this.#run(one),
        () => this.#more(),
      )}
    </div>`;
  }

  #run(one: RetentionRun): TemplateResult {
    const title = this.t("retention.runs_at", { date: this.speech.date(one.begun_at) });
    const version = this.t("retention.runs_version", { version: one.policy_version });
    return html`<article class="card" aria-labelledby=${one.id}>
      <h4 id=${one.id}>${title}</h4>
      <p>
        ${version}
        ${one.state === "running" ? badge("good", this.t("retention.runs_running")) : nothing}
      </p>
      ${one.rules.length > 0 ? this.#table(one, `${title} · ${version}`) : html`<p>${this.t("retention.runs_nothing")}</p>`}
      ${one.position === null ? nothing : this.#certificate(one)}
    </article>`;
  }

  #table(one: RetentionRun, title: string): TemplateResult {
    const heads = ["rule", "runs_erased", "runs_asked", "runs_held", "runs_kept"] as const;
    return html`<div class="wide-table" tabindex="0" role="region" aria-label=${title}>
      <table>
        <thead>
          <tr>
            ${heads.map((each) => html`<th scope="col">${this.t(`retention.${each}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${one.rules.map((each) => this.#row(each))}
        </tbody>
      </table>
    </div>`;
  }

  #row({ rule, erased, ask, held, kept }: RuleRun): TemplateResult {
    const numbers = [erased, ask, held, kept];
    return html`<tr>
      <th scope="row">${rule}</th>
      ${numbers.map((each) => html`<td>${this.speech.number(each)}</td>`)}
    </tr>`;
  }

  #certificate(one: RetentionRun): TemplateResult {
    const save = async (): Promise<void> => {
      const { portal } = this;
      if (portal) await saveCertificate(portal.store.port, one);
    };
    return html`<div class="acts">
      <button type="button" class="button" @click=${() => void this.attempt(save)}>
        ${icon("download", 16)}${this.t("retention.certificate")}
      </button>
    </div>`;
  }
}
