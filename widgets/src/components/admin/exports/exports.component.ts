import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { sizeText } from "../../../core/files/files.ts";
import {
  listArchives,
  type Move,
  fetchArchive,
  moveArchive,
  saveArchive,
} from "../../../core/oversight/exports.ts";
import type { Archive } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { badge, linkRow, moment, note, problemBox } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { exportStyles } from "./exports.styles.ts";
import { type Act, actsOf, archiveFacts, howToVerify, TONES, whatIsIn, nameOf } from "./told.ts";

/** The place of an export that is not asked for yet. */
const NEW = "new";
/** How often one that is being written is asked after. */
const SOON_MS = 3_000;

/** Exports under a grant: asked for, approved, written, fetched, and how they are verified. */
export class OnrecordAdminExports extends AdminSection {
  static override styles = [...AdminSection.styles, exportStyles];

  @state() private one: Archive | null = null;
  @state() private busy = false;

  readonly #found = new Paged<Archive>(this);
  #asked = false;
  #shown: string | null = null;
  #waits = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { portal } = this;
    if (!portal) return;
    if (!this.#asked) this.#load();
    if (portal.item !== this.#shown) this.#open(portal.item);
  }

  #load(): void {
    this.#asked = true;
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => listArchives(portal.store.port, cursor));
  }

  protected override again(): void {
    const { portal } = this;
    if (portal) void this.#found.again((cursor) => listArchives(portal.store.port, cursor));
    if (this.one) void this.#renew(this.one.id);
  }

  #open(id: string | null): void {
    this.#shown = id;
    this.problem = null;
    this.one = this.#found.items?.find((each) => each.id === id) ?? null;
    if (id !== null && id !== NEW) void this.#fetch(id);
  }

  async #fetch(id: string): Promise<void> {
    const { portal } = this;
    if (!portal || !this.isConnected) return;
    await this.attempt(
      async () => this.#take(await fetchArchive(portal.store.port, id)),
      () => id === this.#shown,
    );
  }

  /** Ask after one that is shown: a refusal stays, and so does what could not be had now. */
  async #renew(id: string): Promise<void> {
    const { portal } = this;
    if (!portal || !this.isConnected) return;
    const one = await fetchArchive(portal.store.port, id).catch(() => this.one);
    if (one) this.#take(one);
  }

  /** Show how far one is; one that is being written is asked after. */
  #take(one: Archive): void {
    if (one.id !== this.#shown) return;
    const moved = this.one?.state !== one.state;
    this.one = one;
    if (moved) this.#load();
    if (one.state !== "running" || this.#waits) return;
    this.#waits = true;
    this.portal?.store.port.after(SOON_MS, () => {
      this.#waits = false;
      if (this.one && this.one.id === this.#shown) void this.#renew(this.one.id);
    });
  }

  async #move(move: Move, id: string): Promise<void> {
    const { portal } = this;
    if (!portal || this.busy) return;
    this.busy = true;
    await this.attempt(
      async () => this.#take(await moveArchive(portal.store.port, move, id)),
      () => id === this.#shown,
    );
    this.busy = false;
  }

  #save(one: Archive): void {
    const { portal } = this;
    if (portal) void this.attempt(() => saveArchive(portal.store.port, one));
  }

  protected override render(): unknown {
    const list = html`<p class="about">${this.t("exports.about")}</p>
      ${this.#rows()}`;
    const tools = html`<button
      type="button"
      class="button primary"
      @click=${() => this.portal?.go("exports", NEW)}
    >
      ${icon("plus", 16)}${this.t("exports.new")}
    </button>`;
    const may = this.portal?.rights.acts.has("export");
    return this.split(this.t("admin.exports"), list, this.#detail(), may ? tools : nothing);
  }

  #rows(): unknown {
    return this.rows(
      this.#found,
      () => this.#load(),
      ["download", this.t("exports.none"), this.t("exports.none_next")],
      (one) => this.#row(one),
      () => this.#more(),
    );
  }

  #more(): void {
    const { portal } = this;
    if (portal) void this.#found.next((cursor) => listArchives(portal.store.port, cursor));
  }

  #row(one: Archive): TemplateResult {
    return linkRow(
      one.id,
      one.id === this.portal?.item,
      () => this.portal?.go("exports", one.id),
      html`<b>${nameOf(one, this.speech)}</b>
        ${badge(TONES[one.state], this.t(`exports.state.${one.state}`))}
        <span class="line clip"
          ><bdi>${this.who(one.requester)}</bdi> · ${moment(this.speech, one.requested_at)}</span
        >`,
    );
  }

  #detail(): unknown {
    const item = this.portal?.item ?? null;
    if (item === null) return null;
    const back = (): void => this.portal?.go("exports");
    if (item === NEW) return html`${this.top(this.t("exports.new"), back)} ${this.#ask(back)}`;
    if (this.one) return this.#whole(this.one, back);
    return html`${this.top(this.t("admin.exports"), back)}
    ${this.problem ? this.failure(this.problem.detail) : this.waiting()}`;
  }

  #ask(back: () => void): TemplateResult {
    const asked = ({ detail }: CustomEvent<Archive>): void => {
      this.#load();
      this.portal?.go("exports", detail.id);
    };
    return html`${this.later(
      "ask",
      () => import("./ask.ts"),
      () =>
        html`<onrecord-admin-export-ask
          .portal=${this.portal}
          .speech=${this.speech}
          @asked=${asked}
          @left=${back}
        ></onrecord-admin-export-ask>`,
    )}`;
  }

  #whole(one: Archive, back: () => void): TemplateResult {
    const { speech } = this;
    const how = badge(TONES[one.state], this.t(`exports.state.${one.state}`));
    return html`${this.top(nameOf(one, speech), back, how)}
      <div role="status">${this.#standing(one)}</div>
      ${problemBox(this.problem)} ${this.#acts(one)}
      ${archiveFacts(
        one,
        speech,
        (id) => this.who(id),
        (id) => this.portal?.go("requests", id),
      )}
      ${whatIsIn(one, speech)} ${howToVerify(one, speech)}`;
  }

  /** Where it stands, and what comes next. */
  #standing({ state: how, reason, requester, written }: Archive): unknown {
    if (how === "requested" && requester === this.portal?.rights.me)
      return note("clock", this.t("exports.waits_other"));
    if (how === "running")
      return note(
        "clock",
        this.t("exports.writing", { size: sizeText(written, this.speech.lang) }),
      );
    if (how === "stopped" && reason)
      return note("alert", this.t(`exports.reason.${reason}`), "warn");
    return nothing;
  }

  #acts(one: Archive): unknown {
    const { rights } = this.portal ?? {};
    if (!rights) return nothing;
    const run = (act: Act): void =>
      act === "fetch" ? this.#save(one) : void this.#move(`exports.${act}`, one.id);
    return html`<div class="acts">
      ${actsOf(one, rights).map(
        (act) =>
          html`<button
            type="button"
            class=${act === "cancel" ? "button quiet" : "button primary"}
            ?disabled=${this.busy}
            @click=${() => run(act)}
          >
            ${this.t(`exports.${act}`)}
          </button>`,
      )}
    </div>`;
  }
}
