import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { fetchHold, listHolds } from "../../../core/oversight/holds.ts";
import type { Hold } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { badge, linkRow } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { Deciding } from "./deciding.ts";
import {
  TONES,
  acknowledged,
  custodianCard,
  matterCard,
  overdue,
  scopeCard,
  standing,
} from "./hold.ts";
import { holdsStyles } from "./holds.styles.ts";

/** The form stands where a hold would. */
const NEW = "new";

/** Legal holds: the list, and one of them beside it with what it covers, who knows of it, and its end. */
export class OnrecordAdminHolds extends AdminSection {
  static override styles = [...AdminSection.styles, holdsStyles];

  @state() private hold: Hold | null = null;
  @state() private widening = false;

  readonly #found = new Paged<Hold>(this);
  readonly #deciding = new Deciding(this, (selector) => this.find(selector));
  #asked = false;
  #wanted: string | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal) return;
    if (!this.#asked) this.#list();
    if (portal.item !== this.#wanted) this.#show(portal.item);
  }

  #list(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => listHolds(portal.store.port, null, cursor));
  }

  protected override again(): void {
    const { portal, hold } = this;
    if (!portal) return;
    void this.#found.again((cursor) => listHolds(portal.store.port, null, cursor));
    if (hold) void this.#renew(hold.id);
  }

  /** What could not be had now stays as it was. */
  async #renew(id: string): Promise<void> {
    const { portal } = this;
    const hold = portal && (await fetchHold(portal.store.port, id).catch(() => null));
    if (hold && this.#wanted === id) this.hold = hold;
  }

  #show(id: string | null): void {
    this.#wanted = id;
    this.problem = null;
    this.widening = false;
    this.#deciding.begin();
    this.hold = this.#found.items?.find((one) => one.id === id) ?? null;
    if (id !== null && id !== NEW && !this.hold) void this.#fetch(id);
  }

  async #fetch(id: string): Promise<void> {
    const { portal } = this;
    await this.attempt(async () => {
      const hold = portal && (await fetchHold(portal.store.port, id));
      if (hold && this.#wanted === id) this.hold = hold;
    });
  }

  /** What was decided stands here at once, and the list is asked for again. */
  #changed(hold: Hold): void {
    this.hold = hold;
    this.widening = false;
    this.again();
  }

  #open(id: string | null): void {
    this.portal?.go("holds", id);
  }

  protected override keyed(key: string): boolean {
    if (key !== "a" || !this.portal?.rights.holds) return false;
    this.#open(NEW);
    return true;
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const tools = portal.rights.holds
      ? html`<button type="button" class="button primary" @click=${() => this.#open(NEW)}>
          ${icon("plus", 16)}${this.t("holds.new")}
        </button>`
      : nothing;
    const list = html`<p class="about">${this.t("holds.about")}</p>
      ${this.#rows()}`;
    return this.split(this.t("admin.holds"), list, this.#detail(), tools);
  }

  #rows(): unknown {
    return this.rows(
      this.#found,
      () => this.#list(),
      ["box", this.t("holds.none"), this.t("holds.none_next")],
      (one) => this.#row(one),
      () => this.#more(),
    );
  }

  #more(): void {
    const { portal } = this;
    if (portal) void this.#found.next((cursor) => listHolds(portal.store.port, null, cursor));
  }

  #row(one: Hold): TemplateResult {
    const { speech } = this;
    const known = one.silent ? this.t("holds.silent_line") : acknowledged(one, speech);
    const said = [speech.date(one.requested_at), known, overdue(one, speech)]
      .filter(Boolean)
      .join(" · ");
    return linkRow(
      one.id,
      one.id === this.portal?.item,
      () => this.#open(one.id),
      html`<b class="clip" dir="auto">${one.name}</b>
        ${badge(TONES[one.state], this.t(`holds.state.${one.state}`))}
        <span class="line clip">${said}</span>`,
    );
  }

  #detail(): unknown {
    const item = this.portal?.item ?? null;
    if (item === null) return null;
    const back = (): void => this.#open(null);
    if (item === NEW)
      return html`${this.top(this.t("holds.new"), back)}
      ${this.#form(null, (hold) => this.#placed(hold), back)}`;
    const { hold } = this;
    if (!hold) return this.problem ? this.failure(this.problem.detail) : this.waiting();
    if (this.widening)
      return html`${this.top(this.t("holds.widen"), () => (this.widening = false))}
      ${this.#form(
        hold,
        (wider) => this.#changed(wider),
        () => (this.widening = false),
      )}`;
    return this.#whole(hold, back);
  }

  #placed(hold: Hold): void {
    this.#changed(hold);
    this.#open(hold.id);
  }

  #form(widened: Hold | null, done: (hold: Hold) => void, leave: () => void): unknown {
    return this.later(
      "form",
      () => import("./place.ts"),
      () =>
        html`<onrecord-admin-hold-form
          .portal=${this.portal}
          .speech=${this.speech}
          .widened=${widened}
          @placed=${(event: CustomEvent<Hold>) => done(event.detail)}
          @left=${leave}
        ></onrecord-admin-hold-form>`,
    );
  }

  #whole(hold: Hold, back: () => void): TemplateResult {
    const { portal, speech } = this;
    const who = (id: string): string => this.who(id);
    const how = html`${hold.silent && hold.state !== "requested" ? badge("plain", this.t("holds.silent")) : nothing}
    ${badge(TONES[hold.state], this.t(`holds.state.${hold.state}`))}`;
    return html`${this.top(hold.name, back, how)} ${standing(hold, speech, who)}
    ${
      portal
        ? this.#deciding.render(portal, hold, speech, {
            changed: (one) => this.#changed(one),
            widen: () => (this.widening = true),
          })
        : nothing
    }
    ${custodianCard(hold, speech, who)} ${scopeCard(hold, speech, who)}
    ${matterCard(hold, speech, who)}`;
  }
}
