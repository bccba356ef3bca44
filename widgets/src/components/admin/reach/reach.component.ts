import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { remind } from "../../../core/announcements/actions.ts";
import { type Asked, readReach, sheetOf } from "../../../core/oversight/reach.ts";
import { conversationTitle } from "../../../core/selectors.ts";
import { addToSpace } from "../../../core/spaces/actions.ts";
import { moderates } from "../../../core/spaces/slice.ts";
import type {
  Conversation,
  MemberRole,
  ReachAnnouncement,
  ReachPerson,
  ReachReason,
  ReachReport,
  Space,
} from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { emptyState } from "../../states/states.ts";
import { badge, choices, moment, moreButton, note, person, problemBox } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { barStyles, stepBars } from "../../roster/bars.ts";
import { reachStyles } from "./reach.styles.ts";

const REASONS = ["no_space", "no_announcement", "unreached", "unacknowledged", "policy"] as const;
const DAYS = ["7", "30", "90"] as const;
const SHOWN = 6;

/** Who may be left out: how far announcements came, who is on the list and why, and what to do. */
export class OnrecordAdminReach extends AdminSection {
  static override styles = [...AdminSection.styles, barStyles, reachStyles];

  @state() private report: ReachReport | null = null;
  @state() private asking: Asked = { days: 30, reason: null };
  @state() private all = false;
  @state() private busy = false;
  @state() private told = "";
  @state() private sheet = "";

  readonly #found = new Paged<ReachPerson>(this);
  #asked = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    URL.revokeObjectURL(this.sheet);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.portal && !this.#asked) this.#ask({});
  }

  #ask(change: Partial<Asked>): void {
    this.#asked = true;
    this.asking = { ...this.asking, ...change };
    void this.#found.load((cursor) => this.#page(cursor));
  }

  async #page(cursor: string | null): Promise<ReachReport> {
    const { portal, asking } = this;
    if (!portal) throw new Error("no portal");
    const page = await readReach(portal.store.port, asking, cursor);
    if (asking === this.asking) this.report = page;
    return page;
  }

  async #do(work: () => Promise<string>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.told = "";
    await this.attempt(async () => (this.told = await work()));
    this.busy = false;
  }

  #remind({ message_id }: ReachAnnouncement): void {
    const { portal } = this;
    if (!portal) return;
    void this.#do(async () => {
      const { people: count } = await remind(portal.store.port, message_id, "missing");
      return this.t("reach.reminded", { count });
    });
  }

  #add({ person_id, name }: ReachPerson): void {
    const { portal } = this;
    const space = this.find<HTMLSelectElement>("#space")?.value;
    if (!portal || !space) return;
    void this.#do(async () => {
      await addToSpace(portal.store.port, { space_id: space, members: [person_id] });
      this.#ask({});
      return this.t("reach.added", { name });
    });
  }

  #keep(): void {
    const { portal } = this;
    if (!portal) return;
    void this.#do(async () => {
      const text = await sheetOf(portal.store.port, this.asking);
      URL.revokeObjectURL(this.sheet);
      this.sheet = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
      await this.updateComplete;
      this.find<HTMLAnchorElement>("a[download]")?.click();
      return this.t("reach.kept");
    });
  }

  protected override render(): unknown {
    const { report } = this;
    const { failed } = this.#found;
    return html`<div class="column">
      <div class="head">
        <h2 tabindex="-1" part="title">${this.t("admin.reach")}</h2>
        ${report ? this.#keeper() : nothing}
      </div>
      ${note("megaphone", this.t("reach.about"))}
      ${failed ? this.failure(failed, () => this.#ask({})) : nothing} ${problemBox(this.problem)}
      <p role="status">${this.told}</p>
      ${report ? this.#whole(report) : failed ? nothing : this.waiting()}
    </div>`;
  }

  #keeper(): TemplateResult {
    return html`<button
        type="button"
        class="button"
        ?disabled=${this.busy}
        @click=${() => this.#keep()}
      >
        ${icon("download", 16)}${this.t("reach.keep")}
      </button>
      ${this.sheet ? html`<a href=${this.sheet} download="reach.csv" hidden></a>` : nothing}`;
  }

  #whole(report: ReachReport): unknown {
    const { totals } = report;
    const { number } = this.speech;
    const of = (one: ReachReason): string => number.call(this.speech, totals[one]);
    const reasons = REASONS.map((one) => [one, `${this.t(`reach.${one}`)} (${of(one)})`] as const);
    const { listed, people: all, guests: count } = totals;
    return html`${choices(
        this.t("reach.time"),
        DAYS.map((one) => [one, this.t("reach.days", { count: Number(one) })] as const),
        String(this.asking.days) as (typeof DAYS)[number],
        (one) => this.#ask({ days: Number(one) }),
      )}
      <p>
        <b
          >${this.t("reach.totals", { listed: this.speech.number(listed), all: this.speech.number(all) })}</b
        >
        ${count > 0 ? this.t("reach.guests", { count }) : nothing}
      </p>
      ${this.#far(report)}
      <h3>${this.t("reach.people")}</h3>
      ${
        listed === 0
          ? nothing
          : choices(
              this.t("reach.why"),
              [["", this.t("reach.any")] as const, ...reasons],
              this.asking.reason ?? "",
              (one) => this.#ask({ reason: one === "" ? null : one }),
            )
      }
      ${this.#rows()}`;
  }

  #far({ announcements, complete }: ReachReport): unknown {
    if (announcements.length === 0) return emptyState("megaphone", this.t("reach.none"), "");
    const shown = this.all ? announcements : announcements.slice(0, SHOWN);
    return html`<h3>${this.t("reach.announcements")}</h3>
      ${complete ? nothing : html`<p class="about">${this.t("reach.newest")}</p>`}
      <ul class="far">
        ${shown.map((one) => html`<li class="card">${this.#one(one)}</li>`)}
      </ul>
      ${
        shown.length < announcements.length
          ? moreButton(this.t("list.more"), () => (this.all = true))
          : nothing
      }`;
  }

  #one(one: ReachAnnouncement): TemplateResult {
    const { info } = this.portal?.state.conversations[one.conversation_id] ?? {};
    return html`${this.#heading(one, info)} ${stepBars(one, this.speech)}
    ${waits(one) ? this.#reminder(one, info?.role) : nothing}`;
  }

  /** Where it was said, when and for how many; when alone, where its place is not known. */
  #heading({ at, audience: count }: ReachAnnouncement, info?: Conversation): TemplateResult {
    const when = moment(this.speech, at);
    const whom = this.t("roster.audience", { count });
    const { state: known } = this.portal ?? {};
    if (!known || !info)
      return html`<h4>${when}</h4>
        <p class="about">${whom}</p>`;
    return html`<h4 dir="auto">${conversationTitle(known, info)}</h4>
      <p class="about">${when} · ${whom}</p>`;
  }

  /** Reminding is for who posts there; reading the report gives no right to it. */
  #reminder(one: ReachAnnouncement, role: MemberRole | undefined): TemplateResult {
    if (role === undefined || role === "member")
      return html`<p class="about">${this.t("reach.remind_who")}</p>`;
    return html`<div class="acts">
      <button type="button" class="button" ?disabled=${this.busy} @click=${() => this.#remind(one)}>
        ${icon("bell", 16)}${this.t("reach.remind")}
      </button>
    </div>`;
  }

  #rows(): unknown {
    const { items, more } = this.#found;
    if (!items) return this.waiting(3);
    if (items.length === 0) return emptyState("checks", this.t("reach.nobody"), "");
    const spaces = this.#spaces();
    return html`${items.some(lost) && spaces.length > 0 ? this.#picker(spaces) : nothing}
      <ul class="cards">
        ${items.map((one) => this.#person(one, spaces.length > 0))}
      </ul>
      ${
        more
          ? moreButton(
              this.t("list.more"),
              () => void this.#found.next((cursor) => this.#page(cursor)),
            )
          : nothing
      }`;
  }

  /** Where this person may let others in. */
  #spaces(): Space[] {
    const all = Object.values(this.portal?.state.spaces ?? {});
    return all.filter((one) => moderates(one) && !one.archived);
  }

  #picker(spaces: readonly Space[]): TemplateResult {
    return html`<p class="pick">
      <label for="space">${this.t("reach.into")}</label>
      <select id="space" class="field">
        ${spaces.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
      </select>
    </p>`;
  }

  #person(one: ReachPerson, may: boolean): TemplateResult {
    const { name, reasons, missing, announcements: all, reached: count } = one;
    return html`<li class="card">
      ${person(one.person_id, name)}
      <span class="why">
        ${one.guest ? badge("quiet", this.t("reach.guest")) : nothing}
        ${reasons.map((reason) => badge("waits", this.t(`reach.${reason}`)))}
      </span>
      ${
        all > 0
          ? html`<p class="about">
              ${this.t("reach.arrived", { count, all })}
              ${missing.length > 0 ? this.t("reach.missing", { count: missing.length }) : nothing}
            </p>`
          : nothing
      }
      ${
        may && lost(one)
          ? html`<div class="acts">
              <button
                type="button"
                class="button"
                ?disabled=${this.busy}
                aria-label=${this.t("reach.add_whom", { name })}
                @click=${() => this.#add(one)}
              >
                ${this.t("reach.add")}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }
}

function lost({ reasons }: ReachPerson): boolean {
  return reasons.includes("no_space");
}

function waits({ acknowledge, acknowledged, audience }: ReachAnnouncement): boolean {
  return acknowledge && acknowledged < audience;
}
