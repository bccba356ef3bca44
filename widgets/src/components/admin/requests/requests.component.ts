import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { fetchGrant, listGrants } from "../../../core/oversight/grants.ts";
import type { Port } from "../../../core/port.ts";
import type { Grant, Page } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { type Eyes, eyesOf, grantOf } from "../eyes.ts";
import { dutyName } from "../naming.ts";
import { badge, choices, linkRow } from "../parts.ts";
import { type Rights, decides, requestable } from "../rights.ts";
import { AdminSection, type Portal } from "../section.ts";
import { Deciding } from "./deciding.ts";
import { grantFacts, grantScope, standing } from "./grant.ts";
import { scopeLine } from "./place.ts";
import { TONES } from "./tones.ts";
import { requestsStyles } from "./requests.styles.ts";

/** The form stands where a grant would. */
const NEW = "new";
type Shown = "now" | "requested" | "open" | "all";

/** Requests and grants: the list, and one of them beside it with all that was asked and allowed. */
export class OnrecordAdminRequests extends AdminSection {
  static override styles = [...AdminSection.styles, requestsStyles];

  @state() private shown: Shown = "now";
  @state() private grant: Grant | null = null;
  @state() private reading = false;
  /** What a link leads to under a grant. */
  @state() private eyes: Eyes | null = null;

  readonly #found = new Paged<Grant>(this);
  readonly #deciding = new Deciding(this, (selector) => this.find(selector));
  #asked: Shown | null = null;
  #wanted: string | null = null;
  /** Where the stream last told of a request. */
  #heard: number | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal) return;
    const { grantsAt = null } = portal.state;
    if (this.#heard !== grantsAt) this.#hear(grantsAt);
    else if (this.#asked !== this.shown) this.#list();
    if (portal.item !== this.#wanted) this.#show(portal.item);
  }

  #list(): void {
    this.#asked = this.shown;
    const { portal, shown } = this;
    if (portal) void this.#found.load((cursor) => listed(portal, shown, cursor));
  }

  /** Something was decided: what is shown is asked for again. */
  #hear(at: number | null): void {
    this.#heard = at;
    this.#renewList();
    if (this.grant) void this.#fetch(this.grant.id);
  }

  /** What is shown is asked for again, with all the pages that one has gone through. */
  #renewList(): void {
    const { portal, shown } = this;
    if (this.#asked !== shown || !this.#found.items) this.#list();
    else if (portal) void this.#found.again((cursor) => listed(portal, shown, cursor));
  }

  protected override again(): void {
    this.#renewList();
    if (this.grant && !this.reading) void this.#renew(this.grant.id);
  }

  /** What could not be had now stays as it was. */
  async #renew(id: string): Promise<void> {
    const { portal } = this;
    const grant = portal && (await fetchGrant(portal.store.port, id).catch(() => null));
    if (grant && grantOf(this.#wanted) === id) this.grant = grant;
  }

  #show(item: string | null): void {
    this.#wanted = item;
    const id = grantOf(item);
    this.eyes = eyesOf(item);
    this.reading = this.eyes !== null;
    this.problem = null;
    this.#deciding.begin();
    this.grant = this.#found.items?.find((one) => one.id === id) ?? null;
    if (id !== null && id !== NEW && !this.grant) void this.#fetch(id);
  }

  async #fetch(id: string): Promise<void> {
    const { portal } = this;
    await this.attempt(async () => {
      const grant = portal && (await fetchGrant(portal.store.port, id));
      if (grant && grantOf(this.#wanted) === id) this.grant = grant;
    });
  }

  /** What was decided stands here at once, and the list is asked for again. */
  #changed(grant: Grant): void {
    this.grant = grant;
    this.#renewList();
  }

  protected override keyed(key: string): boolean {
    if (key === "a" && this.portal && requestable(this.portal.rights).length > 0) this.#open(NEW);
    else return false;
    return true;
  }

  #open(id: string | null): void {
    this.portal?.go("requests", id);
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const may = requestable(portal.rights).length > 0;
    const tools = may
      ? html`<button type="button" class="button primary" @click=${() => this.#open(NEW)}>
          ${icon("plus", 16)}${this.t("grants.ask")}
        </button>`
      : nothing;
    const list = html`${choices(
      this.t("grants.which"),
      [
        ["now", this.t("grants.now")],
        ["requested", this.t("grants.waiting")],
        ["open", this.t("grants.opened")],
        ["all", this.t("grants.all")],
      ],
      this.shown,
      (one) => (this.shown = one),
    )}
    ${this.#rows(grantOf(portal.item))}`;
    return this.split(this.t("admin.requests"), list, this.#detail(), tools);
  }

  #rows(chosen: string | null): unknown {
    return this.rows(
      this.#found,
      () => this.#list(),
      ["key", this.t(`grants.none_${this.shown}`), this.t("grants.none_next")],
      (one) => this.#row(one, one.id === chosen),
      () => this.#more(),
    );
  }

  #more(): void {
    const { portal, shown } = this;
    if (portal) void this.#found.next((cursor) => listed(portal, shown, cursor));
  }

  #row(one: Grant, chosen: boolean): TemplateResult {
    return linkRow(
      one.id,
      chosen,
      () => this.#open(one.id),
      html`<b class="clip">${this.t(`privacy.look.${one.kind}`)}</b>
        ${badge(TONES[one.state], this.t(`grants.state.${one.state}`))}
        <span class="line clip"
          ><bdi>${this.who(one.requester)}</bdi> · ${dutyName(one.duty, this.speech)} ·
          ${this.speech.brief(one.requested_at)}</span
        >
        <span class="line clip" dir="auto"
          >${scopeLine(one, this.speech, (id) => this.who(id))}</span
        >
        <span class="line clip" dir="auto">${one.reason}</span>`,
    );
  }

  #detail(): unknown {
    const { portal } = this;
    if (!portal?.item) return null;
    const back = (): void => this.#open(null);
    if (portal.item === NEW)
      return html`${this.top(this.t("grants.ask"), back)}
      ${this.later(
        "ask",
        () => import("./ask.ts"),
        () =>
          html`<onrecord-admin-ask
            .portal=${portal}
            .speech=${this.speech}
            @asked=${(event: CustomEvent<Grant>) => this.#asks(event.detail)}
          ></onrecord-admin-ask>`,
      )}`;
    if (!this.grant)
      return html`${this.top(this.t("admin.requests"), back)}
      ${this.#missing(grantOf(portal.item) ?? "")}`;
    return this.#one(this.grant, back);
  }

  /** What is not there yet, or could not be had: what is not there at all is not asked for again. */
  #missing(id: string): TemplateResult {
    if (!this.problem) return this.waiting();
    const again = (): void => void this.#fetch(id);
    return this.failure(this.problem.detail, this.problem.status === 404 ? undefined : again);
  }

  /** Reading ends; a link that led to it is followed no more. */
  #stop({ id }: Grant): void {
    this.reading = false;
    if (this.eyes) this.#open(id);
  }

  #asks(grant: Grant): void {
    this.#list();
    this.#open(grant.id);
  }

  #one(grant: Grant, back: () => void): unknown {
    const { portal, speech } = this;
    if (!portal) return nothing;
    const title = this.t(`privacy.look.${grant.kind}`);
    const mark = badge(TONES[grant.state], this.t(`grants.state.${grant.state}`));
    if (this.reading)
      return html`${this.top(title, () => this.#stop(grant))}
      ${this.later(
        "granted",
        () => import("./granted.ts"),
        () =>
          html`<onrecord-admin-granted
            .portal=${portal}
            .speech=${speech}
            .grant=${grant}
            .eyes=${this.eyes}
          ></onrecord-admin-granted>`,
      )}`;
    const who = (id: string): string => this.who(id);
    return html`${this.top(title, back, mark)} ${standing(grant, speech)}
      <div class="card">
        <h4>${this.t("grants.reason")}</h4>
        <p class="said" dir="auto">${grant.reason}</p>
      </div>
      <div class="beside">
        ${grantScope(grant, speech, who)} ${grantFacts(grant, portal.policy, speech, who)}
      </div>
      ${this.#deciding.render(portal, grant, speech, {
        changed: (next) => this.#changed(next),
        read: () => (this.reading = true),
      })}`;
  }
}

/** A page of what is wanted; what is open or waits comes at once, that for oneself first. */
async function listed(
  { store: { port }, rights }: Portal,
  shown: Shown,
  cursor: string | null,
): Promise<Page<Grant>> {
  if (shown !== "now") return listGrants(port, shown === "all" ? null : shown, cursor);
  const { data: all, next_cursor } = await both(port, cursor);
  const first = all.filter((one) => isNext(one, rights));
  return { data: [...first, ...all.filter((one) => !first.includes(one))], next_cursor };
}

const NOW = ["open", "requested"] as const;

/** A page of what is open with one of what waits; the cursor has the place in each. */
async function both(port: Port, cursor: string | null): Promise<Page<Grant>> {
  const from = cursor === null ? [null, null] : (JSON.parse(cursor) as (string | null)[]);
  const pages = await Promise.all(
    NOW.map((how, at) => {
      const place = from[at] ?? null;
      const over = cursor !== null && place === null;
      return over ? { data: [], next_cursor: null } : listGrants(port, how, place);
    }),
  );
  const next = pages.map(({ next_cursor: place }) => place);
  const more = next.some((place) => place !== null);
  return {
    data: pages.flatMap(({ data }) => data),
    next_cursor: more ? JSON.stringify(next) : null,
  };
}

/** Whether the reader can do something with it now: read, or decide. */
function isNext({ state, requester, trigger }: Grant, rights: Rights): boolean {
  const mine = requester === rights.me;
  return state === "open" ? mine : !mine && decides(rights, trigger);
}
