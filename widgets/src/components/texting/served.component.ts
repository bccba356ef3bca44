import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { personName } from "../../core/selectors.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { SmsStanding } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import "./agreeing.ts";
import type { OnrecordAgreeing } from "./agreeing.component.ts";
import { Followed } from "./followed.ts";
import { consentText, toneOf } from "./reasons.ts";
import "./serving.ts";
import type { OnrecordServing } from "./serving.component.ts";

/** Above what was written with somebody outside: their number, what they agreed to, and who serves them. */
export class OnrecordServed extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      :host {
        display: block;
      }
      .served {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-block-size: max(36px, var(--_target));
        padding: 4px 16px;
        border-block-end: 1px solid var(--_line);
        color: var(--_muted);
        font: var(--_t2);
      }
      .number {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        color: var(--_text);
        font-variant-numeric: tabular-nums;
      }
      .consent {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        padding: 1px 8px;
        border-radius: 10px;
        background: var(--_surface-3);
        color: var(--_text);
        font: var(--_t1);
        font-weight: 600;
      }
      .consent.waits {
        background: var(--_warn-soft);
        color: var(--_warn);
      }
      .consent.bad {
        background: var(--_danger-soft);
        color: var(--_danger);
      }
      .by {
        flex: 1 1 120px;
        min-inline-size: 0;
      }
      .way {
        min-block-size: max(24px, var(--_target));
        padding-inline: 4px;
        color: var(--_accent-text);
        font-weight: 600;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      @media (forced-colors: active) {
        .consent {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) state: ChatState | null = null;
  @property({ attribute: false }) conversation = "";
  readonly #followed = new Followed(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const standing = this.#standing();
    if (!standing) return;
    const { assignee, cover } = standing;
    this.store?.loadPeople(cover === null ? [assignee] : [assignee, cover]);
  }

  #standing(): SmsStanding | null {
    return this.#followed.of(this.store?.port ?? null, this.conversation)?.standing ?? null;
  }

  #name(person: string): string {
    return this.state ? personName(this.state, person) : person;
  }

  protected override render(): unknown {
    const standing = this.#standing();
    if (!standing || !this.store) return nothing;
    const tone = toneOf(standing);
    return html`<section class="served" part="texting" aria-label=${this.t("texting.about")}>
        <span class="number">${icon("phone", 16)}<bdi>${standing.contact.number}</bdi></span>
        <span class="consent ${tone}" role="status">${consentText(this.speech, standing)}</span>
        <span class="by" dir="auto">${this.#by(standing)}</span>
        <span class="acts">
          ${this.#way("texting.hand", () => this.#serve(standing))}
          ${this.#way("texting.enter", () => this.#enter(standing))}
        </span>
      </section>
      <onrecord-serving exportparts="dialog" .speech=${this.speech}></onrecord-serving>
      <onrecord-agreeing exportparts="dialog" .speech=${this.speech}></onrecord-agreeing>`;
  }

  #way(key: "texting.hand" | "texting.enter", run: () => void): TemplateResult {
    return html`<button type="button" class="way" aria-haspopup="dialog" @click=${run}>
      ${this.t(key)}
    </button>`;
  }

  #by({ assignee, cover, cover_until: until }: SmsStanding): string {
    const by = this.t("texting.served_by", { name: this.#name(assignee) });
    if (!cover) return by;
    const name = this.#name(cover);
    const stands = until
      ? this.t("texting.covered_until", { name, time: this.speech.moment(until) })
      : this.t("texting.covered", { name });
    return `${by} · ${stands}`;
  }

  #serve(standing: SmsStanding): void {
    const { store } = this;
    const dialog = this.find<OnrecordServing>("onrecord-serving");
    if (store) dialog?.ask(store, standing);
  }

  #enter({ contact, sender }: SmsStanding): void {
    const { store } = this;
    const dialog = this.find<OnrecordAgreeing>("onrecord-agreeing");
    if (store) dialog?.ask(store.port, contact.number, sender);
  }
}
