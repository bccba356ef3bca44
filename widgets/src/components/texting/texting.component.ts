import { type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { myId } from "../../base/state.ts";
import type { Port } from "../../core/port.ts";
import { problemOf } from "../../core/problems.ts";
import { assign } from "../../core/texting/actions.ts";
import { segments, wide } from "../../core/texting/segments.ts";
import type { SmsNotices, SmsStanding } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { Followed } from "./followed.ts";
import { closedText } from "./reasons.ts";

/** So many letters that make a text longer are named. */
const MOST_NAMED = 5;

/**
 * Under the composer, where what is written leaves as a text: by which number, in how many parts; or, where none
 * may go, what can be done about it.
 *
 * Tells `closed` (why nothing can be written, empty where it can).
 */
export class OnrecordTexting extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      :host {
        display: block;
        padding: 4px 8px 0;
        color: var(--_muted);
        font: var(--_t1);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-block-size: 20px;
      }
      .parts {
        margin-inline-start: auto;
        font-variant-numeric: tabular-nums;
      }
      /* Each breaks only where it does not fit. */
      .parts bdi {
        display: inline-block;
      }
      .parts.many {
        color: var(--_text);
        font-weight: 600;
      }
      .wide {
        flex-basis: 100%;
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        justify-content: center;
        padding-block: 4px;
      }
      .problem {
        color: var(--_danger);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) port: Port | null = null;
  @property({ attribute: false }) conversation = "";
  /** What is written, as it would leave. */
  @property({ attribute: false }) text = "";

  @state() private busy = false;
  @state() private failed = "";
  readonly #followed = new Followed(this);
  #told = "";

  #standing(): SmsStanding | null {
    return this.#followed.of(this.port, this.conversation)?.standing ?? null;
  }

  protected override updated(): void {
    const standing = this.#standing();
    const closed = standing ? closedText(this.speech, standing) : "";
    const said = `${this.conversation} ${closed}`;
    if (said === this.#told) return;
    this.#told = said;
    this.failed = "";
    this.tell("closed", closed);
  }

  /** Whoever may write from the number may take the conversation. */
  async #take(port: Port): Promise<void> {
    this.busy = true;
    this.failed = "";
    try {
      await assign(port, this.conversation, myId(port.state));
    } catch (error) {
      this.failed = problemOf(error).detail;
    }
    this.busy = false;
  }

  protected override render(): unknown {
    const standing = this.#standing();
    const { port } = this;
    if (!standing || !port) return nothing;
    if (standing.goes) return this.#line(standing);
    const takes =
      standing.reason === "not_assigned" && standing.sender.inbox.includes(myId(port.state));
    if (!takes) return nothing;
    return html`<div class="acts" part="texting">
        <button
          type="button"
          class="button"
          ?disabled=${this.busy}
          @click=${() => void this.#take(port)}
        >
          ${this.t("texting.take")}
        </button>
      </div>
      ${this.failed ? html`<p class="problem" role="alert">${this.failed}</p>` : nothing}`;
  }

  #line({ sender, notices }: SmsStanding): TemplateResult {
    const why = this.#noticed(notices);
    return html`<div class="line" part="texting">
      ${icon("phone", 16)}<span dir="auto">${this.t("texting.as", { name: sender.name })}</span>
      ${this.text && !why ? this.#parts() : nothing}
      ${why || notices.found ? this.#notice(why || this.t("texting.notice_found")) : nothing}
    </div>`;
  }

  /** Why what is written goes as a notice with a link, as far as that is known before; else nothing. */
  #noticed({ reason, longest }: SmsNotices): string {
    if (reason !== null) return this.t(`texting.notice_${reason}`);
    const long = longest !== null && segments(this.text).parts.length > longest;
    return long ? this.t("texting.notice_long") : "";
  }

  #notice(said: string): TemplateResult {
    return html`<span class="wide" part="texting-notice" role="status" dir="auto">${said}</span>`;
  }

  /** How many texts are sent and paid for, and how much goes into the last one still. */
  #parts(): TemplateResult {
    const { alphabet, parts, room } = segments(this.text);
    const many = parts.length > 1;
    const count = this.t("texting.parts", { count: parts.length });
    const letters = alphabet === "ucs2" ? wide(this.text).slice(0, MOST_NAMED) : [];
    return html`<span class="parts ${many ? "many" : ""}" part="segments"
        >${[count, this.t("texting.room", { count: room }), this.t(`texting.${alphabet}`)].map(
          (one, at) => html`${at > 0 ? " · " : ""}<bdi>${one}</bdi>`,
        )}</span
      >
      ${letters.length > 0 ? this.#wide(letters) : nothing}
      <span class="sr" role="status">${many ? count : ""}</span>`;
  }

  #wide(letters: readonly string[]): TemplateResult {
    return html`<span class="wide" dir="auto"
      >${this.t("texting.wide", { letters: letters.join(" ") })}</span
    >`;
  }
}
