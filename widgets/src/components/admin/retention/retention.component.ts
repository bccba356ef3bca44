import { type TemplateResult, html, nothing } from "lit";

import { fetchRetentionAsk, listRetentionAsks } from "../../../core/oversight/retention.ts";
import type { Port } from "../../../core/port.ts";
import type { Page, RetentionAsk } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { dataStyles } from "../data/data.styles.ts";
import { ListedSection } from "../listed.ts";
import { problemBox, whole } from "../parts.ts";
import { AdminSection, type Portal } from "../section.ts";
import { answerCard, countedCard, period, standing, stateBadge, wentCard } from "./ask.ts";
import { Deciding } from "./deciding.ts";
import { saveCertificate } from "./saving.ts";

/** Where past runs stand. */
const RUNS = "runs";

/** What rules of retention ask: the list, one of it with its answer, and past runs. */
export class OnrecordAdminRetention extends ListedSection<RetentionAsk> {
  static override styles = [...AdminSection.styles, dataStyles];

  protected readonly said = {
    section: "retention",
    glyph: "clock",
    title: "admin.retention",
    about: "retention.about",
    add: "admin.retention",
    none: ["retention.none", "retention.none_next"],
  } as const;
  protected override readonly asides = [RUNS];
  readonly #deciding = new Deciding(this, (selector) => this.find(selector));

  protected page(port: Port, cursor: string | null): Promise<Page<RetentionAsk>> {
    return listRetentionAsks(port, cursor);
  }

  protected single(port: Port, id: string): Promise<RetentionAsk> {
    return fetchRetentionAsk(port, id);
  }

  /** A rule asks; nobody does by hand. */
  protected makes(): boolean {
    return false;
  }

  protected form(): unknown {
    return nothing;
  }

  protected begin(): void {
    this.#deciding.begin();
  }

  protected override tools(portal: Portal): TemplateResult {
    return html`<button
      type="button"
      class="button"
      data-row=${RUNS}
      @click=${() => portal.go("retention", RUNS)}
    >
      ${icon("retry", 16)}${this.t("retention.runs")}
    </button>`;
  }

  protected override aside(_: string, back: () => void): TemplateResult {
    return html`${this.top(this.t("retention.runs"), back)}
    ${this.later(
      RUNS,
      () => import("./runs.ts"),
      () =>
        html`<onrecord-admin-retention-runs
          .portal=${this.portal}
          .speech=${this.speech}
        ></onrecord-admin-retention-runs>`,
    )}`;
  }

  #place({ space_id: id }: RetentionAsk): string {
    if (id === null) return this.t("retention.no_space");
    return this.portal?.state.spaces[id]?.title ?? this.t("retention.a_space");
  }

  protected line(one: RetentionAsk): TemplateResult {
    const { speech } = this;
    const count = this.t("retention.line", { count: one.messages });
    return html`<b class="clip" dir="auto">${this.#place(one)}</b>
      ${stateBadge(one, speech)}
      <span class="line">${whole([one.rule, count, period(one, speech)])}</span>`;
  }

  protected whole(one: RetentionAsk, back: () => void): TemplateResult {
    const { portal, speech } = this;
    return html`${this.top(this.#place(one), back, stateBadge(one, speech))}
    ${standing(one, speech)}
    ${portal ? this.#deciding.render(portal, one, speech, (now) => this.changed(now)) : nothing}
    ${this.#certificate(one)} ${wentCard(one, speech)} ${countedCard(one, speech, this.#place(one))}
    ${answerCard(one, speech, (id) => this.who(id))}`;
  }

  #certificate(one: RetentionAsk): unknown {
    const { portal } = this;
    if (one.position === null || !portal) return nothing;
    const save = (): void => void this.attempt(() => saveCertificate(portal.store.port, one));
    return html`${problemBox(this.problem)}
      <div class="acts">
        <button type="button" class="button" @click=${save}>
          ${icon("download", 16)}${this.t("retention.certificate")}
        </button>
      </div>
      <p class="about">${this.t("retention.certificate_hint")}</p>`;
  }
}
