import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordPanel } from "../../base/panel.ts";
import { makeExport, remind, roster, summary } from "../../core/announcements/actions.ts";
import { download } from "../../core/announcements/exporting.ts";
import type { AnnouncementSummary, RosterEntry, RosterState } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { avatarStyles, personAvatar } from "../avatar/avatar.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { barStyles, stepBars } from "./bars.ts";
import { rosterStyles } from "./roster.styles.ts";

type Shown = Exclude<RosterState, "reached" | "outdated">;

const ASKING: readonly Shown[] = ["missing", "acknowledged", "read", "unread", "unreached"];
const PLAIN: readonly Shown[] = ["read", "unread", "unreached"];

/** How far an announcement has come: the counts, the people behind them, a reminder, an export. */
export class OnrecordRoster extends OnrecordPanel {
  static override styles = [
    ...OnrecordPanel.styles,
    avatarStyles,
    stateStyles,
    barStyles,
    rosterStyles,
  ];

  @state() private counts: AnnouncementSummary | null = null;
  @state() private chosen: Shown = "missing";
  @state() private rows: readonly RosterEntry[] | null = null;
  @state() private cursor: string | null = null;
  @state() private busy = "";
  @state() private told = "";

  #round = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("view");
    if (changed.has("view") && !(before?.kind === "roster" && before.message === this.#id()))
      void this.#open();
  }

  #id(): string {
    return this.view?.kind === "roster" ? this.view.message : "";
  }

  async #open(): Promise<void> {
    this.counts = null;
    this.rows = null;
    this.told = "";
    await this.attempt(async () => {
      const { store } = this;
      if (!store) return;
      this.counts = await summary(store.port, this.#id());
      this.chosen = this.counts.acknowledge ? "missing" : "unread";
      await this.#load(null);
    });
  }

  #choose(chosen: Shown): void {
    this.chosen = chosen;
    this.rows = null;
    void this.attempt(() => this.#load(null));
  }

  async #load(cursor: string | null): Promise<void> {
    const { store } = this;
    if (!store) return;
    this.#round += 1;
    const round = this.#round;
    const page = await roster(store.port, this.#id(), this.chosen, cursor);
    if (round !== this.#round) return;
    this.rows = cursor === null ? page.data : [...(this.rows ?? []), ...page.data];
    this.cursor = page.next_cursor;
  }

  async #do(name: string, work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = name;
    this.told = "";
    await this.attempt(work);
    this.busy = "";
  }

  #remind(): void {
    void this.#do("remind", async () => {
      const { store, counts } = this;
      if (!store || !counts) return;
      const to = counts.acknowledge ? "missing" : "unread";
      const { people } = await remind(store.port, this.#id(), to);
      this.told = this.t("roster.reminded", { count: people });
    });
  }

  #export(): void {
    void this.#do("export", async () => {
      const { store } = this;
      if (!store) return;
      const made = await makeExport(store.port, this.#id());
      await download(store.port, made, this.t("roster.file"));
      this.told = this.t("roster.exported");
    });
  }

  protected override render(): TemplateResult {
    const { counts } = this;
    const inside = counts
      ? html`${this.#numbers(counts)} ${this.#tabs(counts)} ${this.#people()}`
      : skeletonRows(this.t("wait.message"), 6);
    return this.frame(this.t("roster.title"), this.failed && !counts ? nothing : inside, {
      foot: counts ? this.#foot(counts) : nothing,
    });
  }

  #numbers(counts: AnnouncementSummary): TemplateResult {
    return html`<section class="numbers" aria-label=${this.t("roster.counts")}>
      <p>${this.t("roster.audience", { count: counts.audience })}</p>
      ${stepBars(counts, this.speech)}
      ${
        counts.outdated > 0
          ? html`<p class="old">${this.t("roster.outdated", { count: counts.outdated })}</p>`
          : nothing
      }
    </section>`;
  }

  #tabs({ acknowledge }: AnnouncementSummary): TemplateResult {
    return html`<label class="pick"
      ><span class="sr">${this.t("roster.show")}</span>
      <select
        class="field"
        @change=${(event: Event) =>
          this.#choose((event.target as HTMLSelectElement).value as Shown)}
      >
        ${(acknowledge ? ASKING : PLAIN).map(
          (one) =>
            html`<option value=${one} ?selected=${one === this.chosen}>
              ${this.t(`roster.state_${one}`)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #people(): TemplateResult {
    if (!this.rows) return skeletonRows(this.t("wait.message"), 4);
    if (this.rows.length === 0) return emptyState("checks", this.t("roster.nobody"), "");
    return html`<ul>
        ${repeat(
          this.rows,
          (row) => row.person_id,
          (row) => html`<li>${this.#person(row)}</li>`,
        )}
      </ul>
      ${
        this.cursor
          ? html`<button
              type="button"
              class="button"
              @click=${() => void this.attempt(() => this.#load(this.cursor))}
            >
              ${this.t("list.more")}
            </button>`
          : nothing
      }`;
  }

  #person(row: RosterEntry): TemplateResult {
    const at = row.acknowledgement?.at;
    return html`${personAvatar(row.person_id, row.name)}
      <span class="who"
        ><bdi class="clip">${row.name}</bdi
        ><small
          >${this.t(`roster.progress_${row.progress}`)}${
            at ? html` · ${this.speech.day(at)}, ${this.speech.time(at)}` : nothing
          }</small
        ></span
      >`;
  }

  #foot({ acknowledge, missing, audience, read }: AnnouncementSummary): TemplateResult {
    const count = acknowledge ? missing : audience - read;
    return html`<span class="told" role="status">${this.told}</span>
      <button
        type="button"
        class="button quiet"
        ?disabled=${this.busy !== ""}
        @click=${() => this.#export()}
      >
        ${icon("download", 16)}${this.t("roster.export")}
      </button>
      <button
        type="button"
        class="button primary"
        ?disabled=${this.busy !== "" || count === 0}
        @click=${() => this.#remind()}
      >
        ${icon("bell", 16)}${this.t("roster.remind", { count })}
      </button>`;
  }
}
