import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { listGranted, readGranted } from "../../../core/oversight/grants.ts";
import type {
  Grant,
  GrantedConversation,
  GrantedConversations,
  GrantedMessage,
  GrantedPage,
} from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { personAvatar, placeIcon } from "../../avatar/avatar.ts";
import { type Readers, body, bodyStyles } from "../../body/body.ts";
import { emptyState } from "../../states/states.ts";
import type { Eyes } from "../eyes.ts";
import { badge, linkRow, moment, note, problemBox, rowList } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { grantedStyles } from "./granted.styles.ts";
import { saidStyles } from "./said.styles.ts";
import "./hits.ts";
import { placeName } from "./place.ts";

/** What an open grant lets its asker read; each look is on the record, and shown to those it concerns. */
export class OnrecordAdminGranted extends AdminSection {
  static override styles = [...AdminSection.styles, bodyStyles, saidStyles, grantedStyles];

  @property({ attribute: false }) grant: Grant | null = null;
  /** What a link leads to: a conversation, as somebody saw it at a moment. */
  @property({ attribute: false }) eyes: Eyes | null = null;

  @state() private places: GrantedConversations | null = null;
  @state() private place: GrantedConversation | null = null;
  @state() private page: GrantedPage | null = null;
  @state() private messages: readonly GrantedMessage[] = [];
  @state() private busy = false;
  /** Whether the conversation is shown as somebody saw it. */
  @state() private then = false;

  /** Counts what was opened: an answer for what is shown no more is dropped. */
  #round = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.get("grant")?.id !== this.grant?.id && changed.has("grant")) void this.#list();
    if (changed.has("eyes") && this.eyes) this.#lookBack(this.#known(this.eyes.conversation));
  }

  async #list(): Promise<void> {
    const { portal, grant } = this;
    const still = this.#show(null);
    this.places = null;
    if (!portal || !grant) return;
    await this.attempt(async () => {
      const places = await listGranted(portal.store.port, grant.id);
      if (this.grant?.id === grant.id) this.places = places;
    }, still);
  }

  /** Show another thing; the answer tells whether it is still that one. */
  #show(place: GrantedConversation | null): () => boolean {
    const round = (this.#round += 1);
    this.place = place;
    this.page = null;
    this.messages = [];
    this.problem = null;
    this.busy = false;
    this.then = false;
    return () => round === this.#round;
  }

  #open(place: GrantedConversation): void {
    this.#show(place);
    void this.#read(null).then(() => this.find("h4")?.focus());
  }

  /** One that is not in the list, for there are too many of them, is opened all the same. */
  #known(id: string): GrantedConversation {
    const kind = this.grant?.places.find((one) => one.id === id)?.kind ?? "group";
    const listed = this.places?.data.find((one) => one.id === id);
    return listed ?? { id, kind, messages: 0, last_at: "" };
  }

  /** What a link leads to is not read besides: each page is a look of its own. */
  #lookBack(place: GrantedConversation): void {
    this.#show(place);
    this.then = true;
  }

  /** Back from what somebody saw to what is there now, or to all conversations where that was not read. */
  #back(): void {
    if (this.then && this.page) this.then = false;
    else this.#show(null);
  }

  async #read(before: number | null): Promise<void> {
    const { portal, grant, place } = this;
    if (!portal || !grant || !place || this.busy) return;
    this.busy = true;
    const round = this.#round;
    const still = (): boolean => round === this.#round;
    await this.attempt(async () => {
      const page = await readGranted(portal.store.port, grant.id, place.id, before);
      if (!still()) return;
      portal.store.loadPeople([...page.members, ...page.data.map(({ author }) => author)]);
      this.page = page;
      this.messages = [...[...page.data].reverse(), ...this.messages];
    }, still);
    if (still()) this.busy = false;
  }

  protected override render(): unknown {
    const told = this.grant?.deferred_until ? "grants.watched_later" : "grants.watched";
    const shown = this.place ? this.page : this.places;
    return html`<div class="column">
      ${note("eye", this.t(told), "warn")} ${shown ? problemBox(this.problem) : nothing}
      ${this.place ? this.#conversation(this.place) : this.#places()}
    </div>`;
  }

  #places(): unknown {
    const { places } = this;
    if (!places) return this.#none(() => this.#list());
    if (places.data.length === 0)
      return html`${emptyState("search", this.t("grants.nothing"), this.t("grants.nothing_next"))}
      ${this.#withheld(places.withheld, "grants.withheld_places")}`;
    return html`<onrecord-admin-hits
        .portal=${this.portal}
        .grant=${this.grant}
        .speech=${this.speech}
        @open-place=${(event: CustomEvent<{ id: string }>) => this.#open(this.#known(event.detail.id))}
      ></onrecord-admin-hits>
      <h4>${this.t("grants.conversations")}</h4>
      ${rowList(places.data, (one) => this.#place(one), this.speech)}
      ${this.#withheld(places.withheld, "grants.withheld_places")}`;
  }

  #place(one: GrantedConversation): TemplateResult {
    return linkRow(
      one.id,
      false,
      () => this.#open(one),
      html`<b class="clip" title=${one.id}
          >${icon(placeIcon(one.kind, null), 16)}<bdi>${this.#named(one)}</bdi></b
        >
        ${badge("plain", this.t("grants.messages", { count: one.messages }))}
        <span class="line">${this.t("grants.last")} ${moment(this.speech, one.last_at)}</span>`,
    );
  }

  #named({ id, kind }: GrantedConversation): string {
    const known = this.grant?.places.find((one) => one.id === id);
    return known ? placeName(known, this.speech) : this.t(`grants.kind.${kind}`);
  }

  #withheld(count: number, key: "grants.withheld" | "grants.withheld_places"): unknown {
    return count > 0 ? note("lock", this.t(key, { count })) : nothing;
  }

  #conversation(place: GrantedConversation): unknown {
    const { page } = this;
    const label = this.t(this.then && page ? "action.back_side" : "grants.all_places");
    return html`<div class="top">
        <button
          type="button"
          class="icon"
          aria-label=${label}
          title=${label}
          @click=${() => this.#back()}
        >
          ${icon("back")}
        </button>
        <h4 tabindex="-1" dir="auto">${page?.title || this.t(`grants.kind.${place.kind}`)}</h4>
      </div>
      ${this.then ? this.#then(place) : this.#now(page)}`;
  }

  #now(page: GrantedPage | null): unknown {
    if (!page) return this.#none(() => this.#read(null));
    return html`<div class="acts">
        <button type="button" class="button" @click=${() => (this.then = true)}>
          ${icon("clock", 16)}${this.t("grants.then")}
        </button>
      </div>
      ${this.#page(page)}`;
  }

  #then(place: GrantedConversation): unknown {
    const people = [...(this.page?.members ?? []), ...this.messages.map(({ author }) => author)];
    return this.later(
      "then",
      () => import("./then.ts"),
      () =>
        html`<onrecord-admin-then
          .portal=${this.portal}
          .speech=${this.speech}
          .grant=${this.grant}
          .place=${place}
          .people=${people}
          .eyes=${this.eyes?.conversation === place.id ? this.eyes : null}
        ></onrecord-admin-then>`,
    );
  }

  /** What is not there yet, or could not be had. */
  #none(again: () => Promise<void>): unknown {
    return this.problem ? this.failure(this.problem.detail, () => void again()) : this.waiting();
  }

  #page(page: GrantedPage): unknown {
    const names = this.speech.names(page.members.map((id) => this.who(id)));
    const older = page.next_before;
    return html`<p class="about" dir="auto">${this.t("grants.members", { names })}</p>
      ${
        older === null
          ? nothing
          : html`<button
              type="button"
              class="button"
              ?disabled=${this.busy}
              @click=${() => void this.#read(older)}
            >
              ${this.t("grants.older")}
            </button>`
      }
      ${this.#withheld(page.withheld, "grants.withheld")}
      <ol class="lines">
        ${this.messages.map((one) => this.#message(one))}
      </ol>`;
  }

  #message(one: GrantedMessage): TemplateResult {
    const name = this.who(one.author);
    const readers = { me: "", name: (id: string) => this.who(id) };
    return html`<li class="one">
      ${personAvatar(one.author, name)}
      <div>
        <p class="by">
          <b dir="auto">${name}</b> ${moment(this.speech, one.said_at ?? one.created_at)}
          ${one.said_at ? badge("plain", this.t("grants.imported")) : nothing}
          ${one.version > 1 ? badge("plain", this.t("grants.edited", { version: one.version })) : nothing}
          ${one.edited_later ? badge("plain", this.t("grants.edited_later")) : nothing}
          ${one.state === "removed" ? badge("bad", this.t("grants.removed")) : nothing}
        </p>
        ${body(one.text ?? "", readers)} ${this.#files(one)} ${this.#before(one, readers)}
      </div>
    </li>`;
  }

  #before({ versions }: GrantedMessage, readers: Readers): unknown {
    if (versions.length === 0) return nothing;
    return html`<details>
      <summary>${this.t("grants.versions", { count: versions.length })}</summary>
      ${versions.map(
        (each) =>
          html`<p class="by">${moment(this.speech, each.at)}</p>
            ${body(each.text ?? "", readers)}`,
      )}
    </details>`;
  }

  #files({ attachments }: GrantedMessage): unknown {
    return attachments.map(
      ({ name }) => html`<p class="file">${icon("file", 16)}<bdi>${name}</bdi></p>`,
    );
  }
}
