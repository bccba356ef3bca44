import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { listRecipients } from "../../../core/oversight/campaigns.ts";
import type { Port } from "../../../core/port.ts";
import type {
  Page,
  SmsCampaign,
  SmsRecipient,
  SmsRecipientState,
  SmsTextState,
} from "../../../generated/wire.ts";
import { reasonText } from "../../texting/reasons.ts";
import { badge, choices, person, rowList, type Tone } from "../parts.ts";
import { AdminSection } from "../section.ts";
import { RECIPIENT_STATES, sizeOf } from "./campaign_states.ts";

const ALL = "all";
const TONES: Readonly<Record<SmsRecipientState, Tone>> = {
  waiting: "plain",
  taken: "plain",
  said: "good",
  held: "waits",
  skipped: "bad",
  stopped: "plain",
};
/** What went wrong, or may have, on the way to a phone. */
const LOST: Readonly<Record<string, Tone>> = {
  ...{ failed: "bad", undelivered: "bad", expired: "bad", suppressed: "bad", canceled: "plain" },
  ...{ unconfirmed: "waits", queued: "plain", sending: "plain" },
};

/** Who gets a campaign, and what became of each, all or those of one state. */
export class OnrecordAdminRecipients extends AdminSection {
  static override styles = [
    ...AdminSection.styles,
    css`
      .who {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 8px;
        min-block-size: 44px;
        padding: 4px 8px;
      }
      .who .line {
        grid-column: 1 / -1;
        padding-inline-start: 32px;
        color: var(--_muted);
      }
    `,
  ];

  @property({ attribute: false }) campaign: SmsCampaign | null = null;
  @state() private only: SmsRecipientState | typeof ALL = ALL;
  readonly #found = new Paged<SmsRecipient>(this);
  /** What is shown: of which campaign, and in how many of which state. */
  #shown = "";

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { campaign, portal } = this;
    if (!campaign || !portal) return;
    const counts = JSON.stringify(campaign.counts);
    if (this.#shown === `${campaign.id} ${counts}`) return;
    if (this.#shown.startsWith(`${campaign.id} `)) this.again();
    else this.#begin();
    this.#shown = `${campaign.id} ${counts}`;
  }

  #begin(): void {
    this.only = ALL;
    this.#found.items = null;
    this.#load();
  }

  #page(port: Port, cursor: string | null): Promise<Page<SmsRecipient>> {
    const { campaign, only } = this;
    return listRecipients(port, campaign?.id ?? "", only === ALL ? null : only, cursor);
  }

  #load(): void {
    const { portal } = this;
    if (portal) void this.#found.load((cursor) => this.#page(portal.store.port, cursor));
  }

  protected override again(): void {
    const { portal } = this;
    if (portal) void this.#found.again((cursor) => this.#page(portal.store.port, cursor));
  }

  #more(): void {
    const { portal } = this;
    if (portal) void this.#found.next((cursor) => this.#page(portal.store.port, cursor));
  }

  #choose(only: SmsRecipientState | typeof ALL): void {
    this.only = only;
    this.#found.items = null;
    this.#load();
  }

  protected override render(): unknown {
    const { campaign } = this;
    if (!campaign) return nothing;
    return html`<section class="column" aria-labelledby="recipients">
      <h4 id="recipients">${this.t("texts.who_gets")}</h4>
      ${this.#choices(campaign)} ${this.#rows()}
    </section>`;
  }

  /** A state that nobody is in is not offered. */
  #choices(campaign: SmsCampaign): unknown {
    const { t, number } = this.speech;
    const said = (name: string, count: number): string => `${name} ${number(count)}`;
    const there = RECIPIENT_STATES.filter(
      (one) => one === this.only || (campaign.counts[one] ?? 0) > 0,
    );
    if (there.length < 2) return nothing;
    const all = there.map(
      (one) => [one, said(t(`texts.recipient_${one}`), campaign.counts[one] ?? 0)] as const,
    );
    return choices<SmsRecipientState | typeof ALL>(
      t("texts.who_gets"),
      [[ALL, said(t("texts.all"), sizeOf(campaign))], ...all],
      this.only,
      (one) => this.#choose(one),
    );
  }

  #rows(): unknown {
    const { items, failed, more } = this.#found;
    if (failed) return this.failure(failed, () => this.#load());
    if (!items) return this.waiting(3);
    if (items.length === 0) return html`<p class="hint">${this.t("texts.nobody_so")}</p>`;
    return rowList(items, (one) => this.#row(one), this.speech, more ? () => this.#more() : null);
  }

  #row(one: SmsRecipient): TemplateResult {
    const id = `outside:${one.contact_id}`;
    const why = this.#why(one);
    return html`<div class="who">
      ${person(id, this.who(id))} ${this.#fate(one)}
      ${why.length > 0 ? html`<span class="line">${why.join(" ")}</span>` : nothing}
    </div>`;
  }

  /** Once there is a text, what became of it says more than that it was said. */
  #fate({ state, text_state: fate }: SmsRecipient): TemplateResult {
    if (state !== "said" || fate === null)
      return badge(TONES[state], this.t(`texts.recipient_${state}`));
    const short = fate === "unconfirmed";
    const said = this.t(short ? "texts.unknown" : `texting.state_${fate as SmsTextState}`);
    return badge(LOST[fate] ?? "good", said);
  }

  #why({ reason, state, next_at: next }: SmsRecipient): string[] {
    if (!reason) return [];
    const why = reasonText(this.speech, reason);
    const later = state === "waiting" && next;
    return later ? [why, this.t("texts.again_at", { time: this.speech.moment(next) })] : [why];
  }
}

OnrecordAdminRecipients.define("onrecord-admin-recipients");
