import { type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import {
  approveCampaign,
  fetchCampaign,
  listCampaigns,
  moveCampaign,
  previewCampaign,
} from "../../../core/oversight/campaigns.ts";
import { listSenders } from "../../../core/oversight/texts.ts";
import type { Port } from "../../../core/port.ts";
import type {
  MoveSmsCampaign,
  Page,
  SmsCampaign,
  SmsCampaignPreview,
  SmsSender,
} from "../../../generated/wire.ts";
import { ListedSection } from "../listed.ts";
import { badge, fact, moment, note, person, problemBox, whole } from "../parts.ts";
import type { Portal } from "../section.ts";
import { TONES, isOver, settled, sizeOf } from "./campaign_states.ts";
import { foreseen, progress } from "./campaign_parts.ts";
import { campaignStyles } from "./campaigns.styles.ts";
import "./recipients.component.ts";

/** How often what is being sent is asked for again. */
const LIVE_MS = 3_000;

type Act = "texts.approve" | "texts.start" | "texts.resume" | "texts.pause";

/** One text with fields to many people outside: written by one, approved by another, watched while it goes. */
export class OnrecordAdminCampaigns extends ListedSection<SmsCampaign> {
  static override styles = [...ListedSection.styles, campaignStyles];

  protected readonly said = {
    section: "texts",
    glyph: "megaphone",
    title: "texts.campaigns",
    about: "texts.campaigns_about",
    add: "texts.campaign_new",
    none: ["texts.campaigns_none", "texts.campaigns_none_next"],
  } as const;

  /** Whether it is asked once more that nobody else gets it. */
  @state() private sure = false;
  @state() private busy = false;
  @state() private senders: readonly SmsSender[] = [];
  /** Whether it is known from which numbers one may write. */
  @state() private offered = false;
  @state() private preview: SmsCampaignPreview | null = null;
  #asked = false;
  /** What was looked ahead at: it and its state. */
  #ahead = "";
  #live: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#live = setInterval(() => {
      if (this.one?.state === "running" && !document.hidden) this.again();
    }, LIVE_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#live);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { portal, one } = this;
    if (!portal) return;
    if (!this.#asked) void this.#offer(portal);
    if (one && !isOver(one) && this.#ahead !== `${one.id} ${one.state}`)
      void this.#look(portal, one);
  }

  async #offer({ store }: Portal): Promise<void> {
    this.#asked = true;
    const page = await listSenders(store.port, null).catch(() => null);
    this.senders = page?.data ?? [];
    this.offered = true;
  }

  /** What would go now: it is asked anew when the campaign moves, and when somebody presses. */
  async #look({ store }: Portal, one: SmsCampaign): Promise<void> {
    this.#ahead = `${one.id} ${one.state}`;
    this.preview = null;
    const found = await previewCampaign(store.port, one.id).catch(() => null);
    if (this.one?.id === one.id) this.preview = found;
  }

  protected page(port: Port, cursor: string | null): Promise<Page<SmsCampaign>> {
    return listCampaigns(port, cursor);
  }

  protected single(port: Port, id: string): Promise<SmsCampaign> {
    return fetchCampaign(port, id);
  }

  /** The numbers that one may write from. */
  #mine(): SmsSender[] {
    const me = this.portal?.rights.me ?? "";
    return this.senders.filter(({ inbox, state }) => state === "active" && inbox.includes(me));
  }

  protected makes(): boolean {
    return this.#mine().length > 0;
  }

  protected begin(): void {
    this.sure = false;
  }

  #sender({ sender_id: wanted }: SmsCampaign): SmsSender | undefined {
    return this.senders.find(({ id }) => id === wanted);
  }

  protected line(one: SmsCampaign): TemplateResult {
    const { date, t, number } = this.speech;
    const all = sizeOf(one);
    const far =
      one.state === "running" || one.state === "paused"
        ? t("texts.far", { count: number(settled(one)), all: number(all) })
        : t("texts.recipients", { count: all });
    return html`<b class="clip" dir="auto">${one.name}</b> ${this.#state(one)}
      <span class="line"
        >${whole([far, this.#sender(one)?.name ?? null, date(one.created_at)])}</span
      >`;
  }

  #state({ state }: SmsCampaign): TemplateResult {
    return badge(TONES[state], this.t(`texts.campaign_${state}`));
  }

  protected whole(one: SmsCampaign, back: () => void): TemplateResult {
    // What is to be approved is read first; what goes is stopped from the top.
    const acts = this.#acts(one);
    const asked = one.state === "asked";
    return html`${this.top(one.name, back, this.#state(one))} ${problemBox(this.problem)}
      ${this.#waits(one)} ${progress(this.speech, one)} ${asked ? nothing : acts}
      <div class="card">
        <p class="hint">${this.t("texts.template")}</p>
        <p class="said" dir="auto">${one.template}</p>
      </div>
      ${isOver(one) ? nothing : this.#foreseen(one)} ${this.#facts(one)} ${asked ? acts : nothing}
      <onrecord-admin-recipients
        .portal=${this.portal}
        .speech=${this.speech}
        .campaign=${one}
      ></onrecord-admin-recipients>`;
  }

  /** Whom it waits for. */
  #waits(one: SmsCampaign): unknown {
    const mine = one.owner === this.portal?.rights.me;
    if (one.state === "asked") return note("users", this.t(mine ? "texts.asks" : "texts.asked_of"));
    if (one.state === "ready" && !mine)
      return note("clock", this.t("texts.owner_starts", { name: this.who(one.owner) }));
    return nothing;
  }

  #foreseen(one: SmsCampaign): unknown {
    const { portal, preview } = this;
    const again = (): void => {
      if (portal) void this.#look(portal, one);
    };
    return preview ? foreseen(this.speech, preview, again) : nothing;
  }

  #facts(one: SmsCampaign): TemplateResult {
    const { t } = this.speech;
    const who = (id: string): TemplateResult => person(id, this.who(id));
    const sender = this.#sender(one);
    return html`<dl class="card wide">
      ${fact(t("texts.sent_from"), sender ? whole([sender.name, sender.number]) : t("texts.none"))}
      ${fact(t("texts.rate"), this.speech.number(one.pace))}
      ${fact(t("texts.written_by"), who(one.owner))}
      ${fact(t("texts.approved_by"), one.approved_by ? who(one.approved_by) : t("texts.nobody_yet"))}
      ${fact(t("texts.written_at"), moment(this.speech, one.created_at))}
      ${one.started_at ? fact(t("texts.started_at"), moment(this.speech, one.started_at)) : nothing}
      ${one.ended_at ? fact(t("texts.ended_at"), moment(this.speech, one.ended_at)) : nothing}
    </dl>`;
  }

  /** Who writes from its number, or looks after texts, may do something; who only reads may not. */
  #takesPart(one: SmsCampaign): boolean {
    const { portal } = this;
    const inbox = this.#sender(one)?.inbox ?? [];
    return portal?.rights.texts === true || inbox.includes(portal?.rights.me ?? "");
  }

  #acts(one: SmsCampaign): unknown {
    if (isOver(one) || !this.#takesPart(one)) return nothing;
    if (this.sure) return this.#stopping(one);
    const next = this.#next(one);
    return html`<div class="acts">
      ${next && this.#act(next[0], next[1], one.state !== "running")}
      <button type="button" class="button danger" @click=${() => (this.sure = true)}>
        ${this.t("texts.stop")}
      </button>
    </div>`;
  }

  /** What comes next, for whom it is to do: approving is for another, starting for whoever wrote it. */
  #next(one: SmsCampaign): readonly [Act, () => void] | null {
    const mine = one.owner === this.portal?.rights.me;
    const run = (): void => this.#move(one, "running");
    switch (one.state) {
      case "asked":
        return mine ? null : ["texts.approve", () => this.#approve(one)];
      case "ready":
        return mine ? ["texts.start", run] : null;
      case "paused":
        return mine ? ["texts.resume", run] : null;
      default:
        return ["texts.pause", () => this.#move(one, "paused")];
    }
  }

  #act(key: Act, run: () => void, first: boolean): TemplateResult {
    return html`<button
      type="button"
      class="button ${first ? "primary" : ""}"
      ?disabled=${this.busy}
      @click=${run}
    >
      ${this.t(key)}
    </button>`;
  }

  #stopping(one: SmsCampaign): TemplateResult {
    return html`<div class="form" role="group" aria-labelledby="stopping">
      <p id="stopping">${this.t("texts.stop_about")}</p>
      <div class="acts">
        <button
          type="button"
          class="button primary danger"
          ?disabled=${this.busy}
          @click=${() => this.#move(one, "stopped")}
        >
          ${this.t("texts.stop_sure")}
        </button>
        <button type="button" class="button quiet" @click=${() => (this.sure = false)}>
          ${this.t("action.cancel")}
        </button>
      </div>
    </div>`;
  }

  #approve(one: SmsCampaign): void {
    void this.#do((port) => approveCampaign(port, one.id));
  }

  #move(one: SmsCampaign, to: MoveSmsCampaign["to"]): void {
    void this.#do((port) => moveCampaign(port, one.id, to));
  }

  async #do(work: (port: Port) => Promise<SmsCampaign>): Promise<void> {
    const { portal } = this;
    if (!portal || this.busy) return;
    this.busy = true;
    await this.attempt(async () => this.changed(await work(portal.store.port)));
    this.busy = false;
  }

  protected form(done: (one: SmsCampaign) => void, leave: () => void): unknown {
    const mine = this.#mine();
    if (!this.offered) return this.waiting(3);
    if (mine.length === 0) return note("alert", this.t("texts.no_number"), "warn");
    return this.later(
      "form",
      () => import("./campaign_form.component.ts"),
      () =>
        html`<onrecord-admin-campaign-form
          .portal=${this.portal}
          .speech=${this.speech}
          .senders=${mine}
          .leave=${leave}
          @made=${({ detail }: CustomEvent<SmsCampaign>) => done(detail)}
        ></onrecord-admin-campaign-form>`,
    );
  }
}
