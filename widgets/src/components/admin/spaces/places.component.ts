import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { Paged } from "../../../base/paged.ts";
import { readReach } from "../../../core/oversight/reach.ts";
import { channelsOf } from "../../../core/spaces/actions.ts";
import type { Channel, Conversation, ReachAnnouncement, Space } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { placeIcon } from "../../avatar/avatar.ts";
import { emptyState } from "../../states/states.ts";
import { badge, moment, moreButton, problemBox } from "../parts.ts";
import { stepBars, barStyles } from "../../roster/bars.ts";
import { AdminSection } from "../section.ts";

const DAYS = 30;

/** The channels of a space: who is in each and who writes, their settings, how far announcements came. */
export class OnrecordAdminPlaces extends AdminSection {
  static override styles = [...AdminSection.styles, barStyles];

  @property({ attribute: false }) space: Space | null = null;

  @state() private reached: readonly ReachAnnouncement[] | null = null;
  @state() private busy = false;

  readonly #found = new Paged<Channel>(this);
  #loaded = "";

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { space } = this;
    const key = space ? `${space.id} ${space.archived}` : "";
    if (key === this.#loaded) return;
    this.#loaded = key;
    this.reached = null;
    this.#load();
  }

  #load(): void {
    void this.#found.load((cursor) => this.#page(cursor));
  }

  #page(cursor: string | null): ReturnType<typeof channelsOf> {
    const { portal, space } = this;
    if (!portal || !space) return Promise.reject(new Error("no space"));
    return channelsOf(portal.store.port, space.id, cursor);
  }

  /** How far announcements of the last 30 days came; that it is read is on the record. */
  async #reach(): Promise<void> {
    const { portal } = this;
    if (!portal || this.busy) return;
    this.busy = true;
    await this.attempt(async () => {
      const asked = { days: DAYS, reason: null };
      this.reached = (await readReach(portal.store.port, asked, null, 1)).announcements;
    });
    this.busy = false;
  }

  protected override render(): unknown {
    const { items, failed, more } = this.#found;
    if (failed) return this.failure(failed, () => this.#load());
    if (!items) return this.waiting(3);
    if (items.length === 0) return emptyState("hash", this.t("space.no_channels"), "");
    return html`<div class="column">
      ${problemBox(this.problem)} ${this.#reaching(items)}
      <ul class="column">
        ${items.map((one) => html`<li class="card">${this.#one(one)}</li>`)}
      </ul>
      ${
        more
          ? moreButton(
              this.t("list.more"),
              () => void this.#found.next((cursor) => this.#page(cursor)),
            )
          : nothing
      }
    </div>`;
  }

  #reaching(items: readonly Channel[]): unknown {
    const announces = items.some(({ kind }) => kind === "announcement");
    if (!announces || !this.portal?.rights.reaches || this.reached) return nothing;
    return html`<div class="acts">
      <button
        type="button"
        class="button"
        ?disabled=${this.busy}
        @click=${() => void this.#reach()}
      >
        ${icon("megaphone", 16)}${this.t("halls.reach")}
      </button>
    </div>`;
  }

  #one(channel: Channel): TemplateResult {
    const { title, kind, member_count: count, joining, posting, archived } = channel;
    const said = [
      this.t("conversation.members", { count }),
      this.t(`founding.joining_${joining}`),
      this.t(posting === "everybody" ? "halls.all_write" : "halls.few_write"),
    ];
    return html`<div class="head">
        ${icon(placeIcon(kind, null), 16)}
        <h4 class="clip" dir="auto">${title}</h4>
        ${archived ? badge("plain", this.t("list.archived")) : nothing}
      </div>
      <p class="about">${said.join(" · ")}</p>
      ${kind === "announcement" && this.reached ? this.#far(channel, this.reached) : nothing}
      ${this.#settings(channel)}`;
  }

  #far({ id }: Channel, all: readonly ReachAnnouncement[]): unknown {
    const here = all.filter((one) => one.conversation_id === id);
    if (here.length === 0) return html`<p class="about">${this.t("halls.reach_none")}</p>`;
    return here.map(
      (one) =>
        html`<p class="about">
            ${moment(this.speech, one.at)} · ${this.t("roster.audience", { count: one.audience })}
          </p>
          ${stepBars(one, this.speech)}`,
    );
  }

  /** For who leads the channel: the others see what holds there. */
  #settings({ id }: Channel): unknown {
    const { portal, space, speech } = this;
    if (!portal || !space || space.archived) return nothing;
    const info = portal.state.conversations[id]?.info;
    if (!info || !leads(info)) return nothing;
    return html`<onrecord-settings
      .speech=${speech}
      .port=${portal.store.port}
      .info=${info}
    ></onrecord-settings>`;
  }
}

function leads({ role }: Conversation): boolean {
  return role === "owner" || role === "moderator";
}
