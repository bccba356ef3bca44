import { type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { ChatStore } from "../../core/types.ts";
import type { Message, SmsText, SmsTextState } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { Followed } from "./followed.ts";
import { reasonText } from "./reasons.ts";

const GLYPHS: Readonly<Record<SmsTextState, IconName>> = {
  queued: "clock",
  sending: "clock",
  unconfirmed: "alert",
  sent: "check",
  delivered: "checks",
  canceled: "close",
  expired: "alert",
  failed: "alert",
  undelivered: "alert",
  suppressed: "alert",
};
const BAD = new Set<SmsTextState>(["expired", "failed", "undelivered", "suppressed"]);

/** What became of a message that left as a text: under it, for everybody who reads it here. */
export class OnrecordDelivery extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      :host {
        display: block;
      }
      .status {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 4px;
        min-block-size: 20px;
        padding-inline: 4px;
        color: var(--_muted);
        font: var(--_t1);
      }
      .status.delivered svg {
        color: var(--_accent-text);
      }
      .status.bad {
        color: var(--_danger);
      }
      .status.unconfirmed {
        color: var(--_warn);
      }
    `,
  ];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) message: Message | null = null;
  readonly #followed = new Followed(this);

  protected override render(): unknown {
    const { store, message } = this;
    if (!store || !message) return nothing;
    const told = this.#followed.of(store.port, message.conversation_id);
    const text = told?.texts.get(message.id);
    if (text) return this.#status(text);
    this.#followed.wantText(message.id);
    return nothing;
  }

  #status(text: SmsText): TemplateResult {
    const bad = BAD.has(text.state);
    return html`<div
      class="status ${text.state} ${bad ? "bad" : ""}"
      part="status"
      role=${bad || text.state === "unconfirmed" ? "group" : nothing}
      aria-label=${bad || text.state === "unconfirmed" ? this.t("texting.fate") : nothing}
    >
      ${icon(GLYPHS[text.state], 16)}<span dir="auto">${this.#said(text)}</span>
    </div>`;
  }

  #said(text: SmsText): string {
    const { state, segments } = text;
    const said = [this.t(`texting.state_${state}`), this.#why(text)];
    if (segments > 1) said.push(this.t("texting.parts", { count: segments }));
    return said.filter(Boolean).join(" · ");
  }

  /** What held it back or why it failed; what waits says until when. */
  #why({ state, reason, next_at: next }: SmsText): string {
    if (state === "queued" && reason && next)
      return this.t("texting.waits", {
        why: reasonText(this.speech, reason),
        time: this.speech.moment(next),
      });
    return reason && (BAD.has(state) || state === "canceled")
      ? reasonText(this.speech, reason)
      : "";
  }
}
