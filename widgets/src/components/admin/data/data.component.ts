import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import {
  fetchCertificate,
  fetchDataRequest,
  listDataRequests,
} from "../../../core/oversight/data_requests.ts";
import type { DataRequest } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { dueWords } from "../../data/words.ts";
import { linkRow, problemBox } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { dataStyles } from "./data.styles.ts";
import { Deciding } from "./deciding.ts";
import { archiveCard, askedCard, standing, stateBadge, weighedCard } from "./request.ts";

/** The form stands where a request would. */
const NEW = "new";
const FOR_THE_BROWSER_MS = 60_000;

/** What people ask of what is kept about them: the list, and one of them beside it with what was weighed. */
export class OnrecordAdminData extends AdminSection {
  static override styles = [...AdminSection.styles, dataStyles];

  @state() private request: DataRequest | null = null;

  readonly #found = new Paged<DataRequest>(this);
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
    if (portal)
      void this.#found.load((cursor) => listDataRequests(portal.store.port, true, cursor));
  }

  protected override again(): void {
    const { portal, request } = this;
    if (!portal) return;
    void this.#found.again((cursor) => listDataRequests(portal.store.port, true, cursor));
    if (request) void this.#renew(request.id);
  }

  /** What could not be had now stays as it was. */
  async #renew(id: string): Promise<void> {
    const { portal } = this;
    const found = portal && (await fetchDataRequest(portal.store.port, id).catch(() => null));
    if (found && this.#wanted === id) this.request = found;
  }

  #show(id: string | null): void {
    this.#wanted = id;
    this.problem = null;
    this.#deciding.begin();
    this.request = this.#found.items?.find((one) => one.id === id) ?? null;
    if (id !== null && id !== NEW && !this.request) void this.#fetch(id);
  }

  async #fetch(id: string): Promise<void> {
    const { portal } = this;
    await this.attempt(async () => {
      const found = portal && (await fetchDataRequest(portal.store.port, id));
      if (found && this.#wanted === id) this.request = found;
    });
  }

  /** What was decided stands here at once, and the list is asked for again. */
  #changed(one: DataRequest): void {
    this.request = one;
    this.again();
  }

  #open(id: string | null): void {
    this.portal?.go("data", id);
  }

  protected override keyed(key: string): boolean {
    if (key !== "a" || !this.portal?.rights.handles) return false;
    this.#open(NEW);
    return true;
  }

  protected override render(): unknown {
    const { portal } = this;
    if (!portal) return nothing;
    const tools = portal.rights.handles
      ? html`<button type="button" class="button primary" @click=${() => this.#open(NEW)}>
          ${icon("plus", 16)}${this.t("data.new")}
        </button>`
      : nothing;
    const list = html`<p class="about">${this.t("data.about")}</p>
      ${this.#rows()}`;
    return this.split(this.t("admin.data"), list, this.#detail(), tools);
  }

  #rows(): unknown {
    return this.rows(
      this.#found,
      () => this.#list(),
      ["user", this.t("data.none"), this.t("data.none_next")],
      (one) => this.#row(one),
      () => this.#more(),
    );
  }

  #more(): void {
    const { portal } = this;
    if (portal)
      void this.#found.next((cursor) => listDataRequests(portal.store.port, true, cursor));
  }

  #row(one: DataRequest): TemplateResult {
    const { speech } = this;
    const due = dueWords(one, speech, Date.now()) ?? speech.date(one.ended_at ?? one.received_at);
    return linkRow(
      one.id,
      one.id === this.portal?.item,
      () => this.#open(one.id),
      html`<b class="clip" dir="auto">${this.who(one.person_id)}</b>
        ${stateBadge(one, speech)}
        <span class="line clip">${this.t(`data.kind.${one.kind}`)} · ${due}</span>`,
    );
  }

  #detail(): unknown {
    const item = this.portal?.item ?? null;
    if (item === null) return null;
    const back = (): void => this.#open(null);
    if (item === NEW) return html`${this.top(this.t("data.new"), back)} ${this.#form(back)}`;
    const { request } = this;
    if (!request) return this.problem ? this.failure(this.problem.detail) : this.waiting();
    return this.#whole(request, back);
  }

  #form(leave: () => void): unknown {
    const made = ({ detail }: CustomEvent<DataRequest>): void => {
      this.#changed(detail);
      this.#open(detail.id);
    };
    return this.later(
      "form",
      () => import("./ask.ts"),
      () =>
        html`<onrecord-admin-data-form
          .portal=${this.portal}
          .speech=${this.speech}
          @made=${made}
          @left=${leave}
        ></onrecord-admin-data-form>`,
    );
  }

  #whole(request: DataRequest, back: () => void): TemplateResult {
    const { portal, speech } = this;
    const who = (id: string): string => this.who(id);
    return html`${this.top(this.t(`data.kind.${request.kind}`), back, stateBadge(request, speech))}
    ${standing(request, speech, Date.now())}
    ${
      portal ? this.#deciding.render(portal, request, speech, (one) => this.#changed(one)) : nothing
    }
    ${this.#certificate(request)} ${archiveCard(request, speech)}
    ${weighedCard(request, speech, who)} ${askedCard(request, speech, who)}`;
  }

  #certificate(request: DataRequest): unknown {
    if (request.position === null) return nothing;
    return html`${problemBox(this.problem)}
      <div class="acts">
        <button
          type="button"
          class="button"
          @click=${() => void this.attempt(() => this.#save(request))}
        >
          ${icon("download", 16)}${this.t("data.certificate")}
        </button>
      </div>
      <p class="about">${this.t("data.certificate_hint")}</p>`;
  }

  async #save(request: DataRequest): Promise<void> {
    const { portal } = this;
    if (!portal) return;
    const found = await fetchCertificate(portal.store.port, request);
    const link = document.createElement("a");
    link.download = `${request.id}.json`;
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(found, null, 2)], { type: "application/json" }),
    );
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), FOR_THE_BROWSER_MS);
  }
}
