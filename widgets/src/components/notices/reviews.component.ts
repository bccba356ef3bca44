import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { LazyParts } from "../../base/lazy.ts";
import { NamesFirst, titlePeople } from "../../base/names_first.ts";
import { PARTS } from "../../base/parts.ts";
import { fetchReports } from "../../core/judging/actions.ts";
import {
  type About,
  appeal,
  fetchAppeals,
  fetchNotices,
  readNotices,
} from "../../core/notices/actions.ts";
import { problemOf } from "../../core/problems.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { Appeal, Notice, Report } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import type { OnrecordDispute } from "../judged/dispute.component.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { type Line, appealLine, noticeLine, reportLine } from "./lines.ts";
import { isAgainst, isOpen } from "./against.ts";
import { reviewsStyles } from "./reviews.styles.ts";

/** What lines tell of. */
type Told = Notice | Report | Appeal;

/**
 * What oversight did with one's own messages, what one reported, and what one disputed.
 *
 * Tells `reveal` ({conversation, message}).
 */
export class OnrecordReviews extends OnrecordElement {
  static override styles = [reset, buttons, stateStyles, reviewsStyles];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) state: ChatState | null = null;
  /** Whether messages can be shown where they stand. */
  @property({ attribute: false }) reveals = false;

  @state() private failed = "";
  readonly #lazy = new LazyParts(this);
  readonly #called = new NamesFirst(this);
  /** Those that were new when they came into sight here. */
  readonly #fresh = new Set<string>();
  #asked: ChatStore | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { store } = this;
    if (store && store !== this.#asked) this.#ask(store);
    if (changed.has("state") && store) this.#read(store);
  }

  #ask(store: ChatStore): void {
    this.#asked = store;
    this.failed = "";
    const asked = [fetchNotices, fetchReports, fetchAppeals].map((fetch) => fetch(store.port));
    Promise.all(asked).catch((error: unknown) => (this.failed = problemOf(error).detail));
  }

  /** What is shown is read; it stays marked as new while it is looked at. */
  #read(store: ChatStore): void {
    const news = (this.state?.notices?.data ?? []).filter(
      ({ id, read_at }) => !read_at && !this.#fresh.has(id),
    );
    for (const { id } of news) this.#fresh.add(id);
    void readNotices(
      store.port,
      news.map(({ id }) => id),
    );
  }

  #dispute(about: About): void {
    const { store } = this;
    if (!store) return;
    void this.#lazy.summon<OnrecordDispute>("onrecord-dispute", (it) =>
      it.ask(true, (said) => appeal(store.port, about, said)),
    );
  }

  protected override render(): unknown {
    const { state: now } = this;
    if (!now) return nothing;
    if (this.failed)
      return emptyState("alert", this.t("notices.failed"), this.failed, {
        label: this.t("action.retry"),
        run: () => this.store && this.#ask(this.store),
      });
    return html`${this.#seconds(now)} ${this.#notices(now)} ${this.#reports(now)}
    ${this.#appeals(now)}
    ${this.#lazy.dialog(
      "onrecord-dispute",
      () => html`<onrecord-dispute exportparts=${PARTS} .speech=${this.speech}></onrecord-dispute>`,
    )}`;
  }

  #notices(now: ChatState): TemplateResult {
    const { notices } = now;
    const mine = (notices?.data ?? []).filter(({ kind }) => kind !== "second");
    const badge = mine.filter(({ id }) => this.#fresh.has(id)).length;
    return html`<section class="block" aria-labelledby="notices">
      <h3 id="notices">
        ${this.t("notices.title")}
        ${badge > 0 ? html`<i part="badge">${this.t("notices.new", { count: badge })}</i>` : nothing}
      </h3>
      ${
        notices
          ? this.#list(mine, "notices.none", (one) => this.#notice(now, one))
          : skeletonRows(this.t("wait.message"), 2)
      }
      <p>${this.t("notices.about")}</p>
    </section>`;
  }

  /** What waits for somebody who may decide about it, and what did. */
  #seconds(now: ChatState): TemplateResult | typeof nothing {
    const found = (now.notices?.data ?? []).filter(({ kind }) => kind === "second");
    if (found.length === 0) return nothing;
    return html`<section class="block" aria-labelledby="seconds">
      <h3 id="seconds">${this.t("notices.seconds")}</h3>
      ${this.#list(found, "notices.none", (one) => this.#notice(now, one))}
      <p>${this.t("notices.seconds_about")}</p>
    </section>`;
  }

  #notice(now: ChatState, notice: Notice): TemplateResult {
    const line = noticeLine(now, this.speech, notice);
    const fresh = this.#fresh.has(notice.id);
    return html`<li class="line ${fresh ? "fresh" : ""} ${notice.past ? "past" : ""}" part="row">
      ${this.#words(line)}
      <div class="acts">${this.#showing(now, notice)} ${this.#appealing(now, notice)}</div>
    </li>`;
  }

  #showing(now: ChatState, { conversation_id: place, message_id: message }: Notice): unknown {
    if (!this.reveals || !place || !message || !now.conversations[place]) return nothing;
    const detail = { conversation: place, message };
    return html`<button type="button" class="link" @click=${() => this.tell("reveal", detail)}>
      ${this.t("notices.show")}
    </button>`;
  }

  #appealing({ appeals }: ChatState, notice: Notice): unknown {
    const { id, appeal_until: until } = notice;
    if (!until || !isOpen(notice) || appeals?.data.some((one) => isAgainst(one, notice)))
      return nothing;
    return html`<button type="button" class="link" @click=${() => this.#dispute({ notice_id: id })}>
        ${this.t("notices.appeal_it")}
      </button>
      <span>${this.t("notices.appeal_until", { date: this.speech.date(until) })}</span>`;
  }

  #reports(now: ChatState): TemplateResult | typeof nothing {
    const found = now.reports?.data ?? [];
    if (found.length === 0) return nothing;
    return html`<section class="block" aria-labelledby="reports">
      <h3 id="reports">${this.t("notices.reports")}</h3>
      ${this.#list(found, "notices.none", (one) => this.#plain(reportLine(now, this.speech, one)))}
      <p>${this.t("notices.reports_about")}</p>
    </section>`;
  }

  #appeals({ appeals }: ChatState): TemplateResult | typeof nothing {
    const found = appeals?.data ?? [];
    if (found.length === 0) return nothing;
    return html`<section class="block" aria-labelledby="appeals">
      <h3 id="appeals">${this.t("notices.appeals")}</h3>
      ${this.#list(found, "notices.none", (one) => this.#plain(appealLine(this.speech, one)))}
    </section>`;
  }

  /** Whether it is known what those are called that lines tell of. */
  #named(told: readonly Told[]): boolean {
    const { store, state: now } = this;
    if (!store || !now) return true;
    const places = told.flatMap((one) => ("conversation_id" in one ? one.conversation_id : []));
    const people = told.flatMap((one) => ("person_id" in one ? (one.person_id ?? []) : []));
    return this.#called.known(store.port, now, [...titlePeople(now, places), ...people]);
  }

  #list<T extends Told>(
    items: readonly T[],
    none: "notices.none",
    draw: (one: T) => TemplateResult,
  ): unknown {
    if (items.length === 0)
      return html`<p class="none">${icon("check", 16)}<span>${this.t(none)}</span></p>`;
    if (!this.#named(items)) return skeletonRows(this.t("wait.message"), 1);
    return html`<ul>
      ${items.map(draw)}
    </ul>`;
  }

  #plain(line: Line): TemplateResult {
    return html`<li class="line" part="row">${this.#words(line)}</li>`;
  }

  #words({ what, own, where, how, words }: Line): TemplateResult {
    return html`<b>${what}</b> ${own ? html`<p class="own" dir="auto">${own}</p>` : nothing}
      <span dir="auto">${where}</span>
      <span>${how}</span> ${words ? html`<q dir="auto">${words}</q>` : nothing}`;
  }
}
