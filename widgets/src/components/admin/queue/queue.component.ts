import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { listCases } from "../../../core/oversight/cases.ts";
import type { Case, Page } from "../../../generated/wire.ts";
import { ruleName } from "../naming.ts";
import { choices, linkRow } from "../parts.ts";
import { AdminSection } from "../section.ts";
import type { OnrecordAdminCase } from "./case.component.ts";
import { queueStyles } from "./queue.styles.ts";
import { severity, spoken, still } from "./tones.ts";

const KINDS = ["waiting", "appeals", "seconds", "mine", "overdue", "all"] as const;
type Shown = (typeof KINDS)[number];

const ONLY = {
  waiting: { state: "queued" },
  appeals: { appeals: true },
  seconds: { seconds: true },
  mine: { mine: true },
  overdue: { overdue: true },
  all: {},
} as const;

/** Whether an address names a part of the queue, rather than a case of it. */
function isShown(item: string | null): item is Shown {
  return (KINDS as readonly (string | null)[]).includes(item);
}

/**
 * The queue, driven by the keyboard: `j` and `k` lead to the next case and the one before, Enter opens
 * it, `d` decides, `n` notes.
 */
export class OnrecordAdminQueue extends AdminSection {
  static override styles = [...AdminSection.styles, queueStyles];

  @state() private shown: Shown = "waiting";

  readonly #found = new Paged<Case>(this);
  #asked: Shown | null = null;
  #item: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asked = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#follow(this.portal?.item ?? null);
    if (this.portal && this.#asked !== this.shown) this.#list();
  }

  /** The address may name which cases are shown. */
  #follow(item: string | null): void {
    if (item === this.#item) return;
    this.#item = item;
    if (isShown(item)) this.shown = item;
  }

  /** The case that is shown. */
  get #case(): string | null {
    const item = this.portal?.item ?? null;
    return isShown(item) ? null : item;
  }

  #list(): void {
    this.#asked = this.shown;
    void this.#found.load((cursor) => this.#page(cursor));
  }

  protected override again(): void {
    void this.#found.again((cursor) => this.#page(cursor));
  }

  #page(cursor: string | null): Promise<Page<Case>> {
    const { portal, shown } = this;
    if (!portal) throw new Error("the section is gone");
    return listCases(portal.store.port, ONLY[shown], cursor);
  }

  #open(id: string | null): void {
    this.portal?.go("queue", id);
  }

  /** With a case open, `j` and `k` open the next one; `d` and `n` are for the case. */
  protected override keyed(key: string): boolean {
    const one = this.find<OnrecordAdminCase>("onrecord-admin-case");
    return one?.press(key) ?? false;
  }

  /** The case after the one that is shown, or the one before. */
  protected override step(step: number): boolean {
    const { items } = this.#found;
    const item = this.#case;
    if (!item || !items) return super.step(step);
    const at = items.findIndex(({ id }) => id === item);
    const next = items[at < 0 ? 0 : at + step];
    if (next) this.#open(next.id);
    return true;
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const shown = this.#case;
    const list = html`${choices<Shown>(
      this.t("queue.which"),
      KINDS.map((one) => [one, this.t(`queue.${one}`)] as const),
      this.shown,
      (one) => (this.shown = one),
    )}
    ${this.#rows(shown)} ${this.#keys()}`;
    return this.split(this.t("admin.queue"), list, this.#detail(shown));
  }

  #rows(chosen: string | null): unknown {
    return this.rows(
      this.#found,
      () => this.#list(),
      ["tray", this.t(`queue.none_${this.shown}`), this.t("queue.none_next")],
      (one) => this.#row(one, one.id === chosen),
      () => void this.#found.next((cursor) => this.#page(cursor)),
    );
  }

  /** Keys are told of where there is something to press them for. */
  #keys(): unknown {
    const some = (this.#found.items?.length ?? 0) > 0;
    return some ? html`<p class="end keys">${this.t("queue.keys")}</p>` : nothing;
  }

  #row(one: Case, chosen: boolean): TemplateResult {
    const { speech } = this;
    return linkRow(
      one.id,
      chosen,
      () => this.#open(one.id),
      html`<b class="clip">${ruleName(one.trigger, this.portal?.policy?.document, speech)}</b>
        <span class="marks">${spoken(one, speech)} ${severity(one, speech)}</span>
        <span class="line clip">${this.#when(one)}</span>
        <span class="line clip">${this.#about(one)}</span>`,
    );
  }

  /** Until when it is to be decided, where it still is, and since when it is here. */
  #when(one: Case): TemplateResult {
    const until = still(one, this.speech);
    const since = this.t("case.since", { date: this.speech.brief(one.opened_at) });
    return html`${until === nothing ? nothing : html`<span class="until">${until}</span> `}<span
        class="whole since"
        >${since}</span
      >`;
  }

  /** What it is about, how often, and who has it; its state where the list shows several. */
  #about(one: Case): TemplateResult {
    const { assignee, findings, reports, state: how } = one;
    const said = [
      one.person ? html`<bdi>${one.person}</bdi>` : nothing,
      findings > 1 ? this.t("case.found", { count: findings }) : nothing,
      reports > 0 ? this.t("case.reports", { count: reports }) : nothing,
      this.shown === "waiting" ? nothing : this.t(`case.state.${how}`),
      assignee ? html`<bdi>${this.who(assignee)}</bdi>` : nothing,
    ].filter((part) => part !== nothing);
    return html`${said.map((part, at) => (at === 0 ? part : html` · ${part}`))}`;
  }

  #detail(id: string | null): unknown {
    const { portal } = this;
    if (!portal || id === null) return null;
    return html`${this.top(this.t("case.title"), () => this.#open(null))}
    ${this.later(
      "case",
      () => import("./case.ts"),
      () =>
        html`<onrecord-admin-case
          exportparts="row, empty, problem, notice, avatar"
          .portal=${portal}
          .speech=${this.speech}
          .caseId=${id}
          @changed=${() => this.again()}
          @next=${() => this.step(1)}
        ></onrecord-admin-case>`,
    )}`;
  }
}
