import { type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { fetchHold, listHolds } from "../../../core/oversight/holds.ts";
import type { Port } from "../../../core/port.ts";
import type { Hold, Page } from "../../../generated/wire.ts";
import { ListedSection } from "../listed.ts";
import { badge, whole } from "../parts.ts";
import type { Rights } from "../rights.ts";
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

/** Legal holds: the list, and one of them beside it with what it covers, who knows of it, and its end. */
export class OnrecordAdminHolds extends ListedSection<Hold> {
  static override styles = [...AdminSection.styles, holdsStyles];

  @state() private widening = false;

  protected readonly said = {
    section: "holds",
    glyph: "box",
    title: "admin.holds",
    about: "holds.about",
    add: "holds.new",
    none: ["holds.none", "holds.none_next"],
  } as const;
  readonly #deciding = new Deciding(this, (selector) => this.find(selector));

  protected page(port: Port, cursor: string | null): Promise<Page<Hold>> {
    return listHolds(port, null, cursor);
  }

  protected single(port: Port, id: string): Promise<Hold> {
    return fetchHold(port, id);
  }

  protected makes({ holds }: Rights): boolean {
    return holds;
  }

  protected begin(): void {
    this.widening = false;
    this.#deciding.begin();
  }

  protected line(one: Hold): TemplateResult {
    const { speech } = this;
    const known = one.silent ? this.t("holds.silent_line") : acknowledged(one, speech);
    const said = [speech.date(one.requested_at), known, overdue(one, speech)];
    return html`<b class="clip" dir="auto">${one.name}</b>
      ${badge(TONES[one.state], this.t(`holds.state.${one.state}`))}
      <span class="line">${whole(said)}</span>`;
  }

  protected form(done: (hold: Hold) => void, leave: () => void): unknown {
    return this.#place(null, done, leave);
  }

  #place(widened: Hold | null, done: (hold: Hold) => void, leave: () => void): unknown {
    return this.later(
      "form",
      () => import("./place.ts"),
      () =>
        html`<onrecord-admin-hold-form
          .portal=${this.portal}
          .speech=${this.speech}
          .widened=${widened}
          @placed=${({ detail }: CustomEvent<Hold>) => done(detail)}
          @left=${leave}
        ></onrecord-admin-hold-form>`,
    );
  }

  #wider(hold: Hold): TemplateResult {
    const leave = (): void => void (this.widening = false);
    const title = html`${this.t("holds.widen")}: <bdi>${hold.name}</bdi>`;
    return html`${this.top(title, leave)}
    ${this.#place(hold, (wider) => this.changed(wider), leave)}`;
  }

  protected whole(hold: Hold, back: () => void): TemplateResult {
    if (this.widening) return this.#wider(hold);
    const { portal, speech } = this;
    const who = (id: string): string => this.who(id);
    const how = html`<span class="how"
      >${hold.silent && hold.state !== "requested" ? badge("plain", this.t("holds.silent")) : nothing}
      ${badge(TONES[hold.state], this.t(`holds.state.${hold.state}`))}</span
    >`;
    return html`${this.top(hold.name, back, how)} ${standing(hold, speech, who)}
    ${
      portal
        ? this.#deciding.render(portal, hold, speech, {
            changed: (one) => this.changed(one),
            widen: () => (this.widening = true),
          })
        : nothing
    }
    ${custodianCard(hold, speech, who)} ${scopeCard(hold, speech, who)}
    ${matterCard(hold, speech, who)}`;
  }
}
