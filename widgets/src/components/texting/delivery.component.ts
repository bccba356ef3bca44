import { type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { isReady, load } from "../../base/lazy.ts";
import { myId } from "../../base/state.ts";
import type { Port } from "../../core/port.ts";
import { problemOf } from "../../core/problems.ts";
import { decide, endLink } from "../../core/texting/actions.ts";
import type { ChatStore } from "../../core/types.ts";
import type { Message, SmsStanding, SmsText, SmsTextState } from "../../generated/wire.ts";
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
      /* Where what is said takes two lines, its mark stays beside the first. */
      .status > svg {
        align-self: flex-start;
        margin-block-start: 2px;
      }
      .status:not(.choices) {
        flex-wrap: nowrap;
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
      .choices {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0 4px;
      }
      .link {
        min-block-size: max(24px, var(--_target));
        padding-inline: 4px;
        border-radius: 4px;
        color: var(--_accent-text);
        font-weight: 600;
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .problem {
        color: var(--_danger);
      }
    `,
  ];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) message: Message | null = null;

  @state() private busy = false;
  @state() private failed = "";
  readonly #followed = new Followed(this);

  protected override render(): unknown {
    const { store, message } = this;
    if (!store || !message || !this.#speaks()) return nothing;
    const told = this.#followed.of(store.port, message.conversation_id);
    const text = told?.texts.get(message.id);
    const standing = told?.standing ?? null;
    if (text)
      return html`${this.#status(text)} ${this.#notice(text, standing)}
      ${this.#choices(text, standing)}`;
    this.#followed.wantText(message.id);
    return nothing;
  }

  /** It stands in messages before it is loaded, and comes to life before its words are there. */
  #speaks(): boolean {
    if (isReady("onrecord-delivery")) return true;
    void load("onrecord-delivery").then(
      () => this.requestUpdate(),
      () => undefined,
    );
    return false;
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

  /** That it went as a notice, and whether what it stands for was read; whoever serves them may end its link. */
  #notice(text: SmsText, standing: SmsStanding | null): TemplateResult | typeof nothing {
    const { notice } = text;
    if (notice === null) return nothing;
    const open = notice.until !== null && Date.parse(notice.until) > (this.store?.port.now() ?? 0);
    const read = notice.read_at
      ? this.t("texting.notice_read", { time: this.speech.moment(notice.read_at) })
      : this.t("texting.notice_unread");
    return html`<div class="status" part="texting-notice">
      ${icon("link", 16)}<span dir="auto">${this.t("texting.noticed")} · ${read}</span>
      ${
        open && this.#serves(standing)
          ? html`<button
              type="button"
              class="link"
              ?disabled=${this.busy}
              @click=${() => void this.#act((port) => endLink(port, text.id))}
            >
              ${this.t("texting.end_link")}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Only somebody who knows says what became of it; sent again, it may come twice. */
  #choices(text: SmsText, standing: SmsStanding | null): TemplateResult | typeof nothing {
    if (text.state !== "unconfirmed" || !this.#serves(standing)) return nothing;
    return html`<div class="choices status">
      ${this.#choice("texting.it_went", text, true)}
      ${this.#choice("texting.it_did_not", text, false)}
      ${this.failed ? html`<span class="problem" role="alert">${this.failed}</span>` : nothing}
    </div>`;
  }

  #serves(standing: SmsStanding | null): boolean {
    const { store } = this;
    if (!store || !standing) return false;
    const me = myId(store.state);
    return me === standing.assignee || me === standing.cover;
  }

  #choice(
    key: "texting.it_went" | "texting.it_did_not",
    text: SmsText,
    sent: boolean,
  ): TemplateResult {
    return html`<button
      type="button"
      class="link"
      ?disabled=${this.busy}
      @click=${() => void this.#act((port) => decide(port, text.id, sent))}
    >
      ${this.t(key)}
    </button>`;
  }

  async #act(does: (port: Port) => Promise<void>): Promise<void> {
    const { store } = this;
    if (!store) return;
    this.busy = true;
    this.failed = "";
    try {
      await does(store.port);
    } catch (error) {
      this.failed = problemOf(error).detail;
    }
    this.busy = false;
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
