import { type PropertyValues, type TemplateResult, css, html } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { ConversationState } from "../../core/types.ts";
import { reset } from "../../styles/reset.ts";
import { clock, waitOf } from "./until.ts";

/** From here on minutes and seconds are told apart. */
const MINUTE = 60;

/**
 * How long one waits between two messages where slow mode is on, and how long still. The seconds run for who sees
 * them, and for who asks a screen reader; by itself it says only that a wait begins, and that it is over.
 */
export class OnrecordPace extends OnrecordElement {
  static override styles = [
    reset,
    css`
      :host {
        display: flex;
        min-inline-size: 0;
      }
      [role="timer"] {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) at: ConversationState | null = null;
  @property({ attribute: false }) me = "";

  @state() private left = 0;
  @state() private told = "";
  #because: object | null = null;
  #ends = 0;
  #next: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#next);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("at")) this.#look();
  }

  #look(): void {
    const wait = this.at && waitOf(this.at, this.me, Date.now());
    if (!wait || wait.because === this.#because) return;
    this.#because = wait.because;
    this.#ends = wait.ends;
    this.#tick();
    if (this.left > 0) this.told = this.#still();
  }

  /** Count down, a second at a time. */
  #tick(): void {
    clearTimeout(this.#next);
    const rest = Math.max(0, this.#ends - Date.now());
    const waited = this.left > 0;
    this.left = Math.ceil(rest / 1000);
    if (rest > 0) this.#next = setTimeout(() => this.#tick(), rest % 1000 || 1000);
    else if (waited) this.told = this.t("pace.over");
  }

  #still(): string {
    if (this.left < MINUTE) return this.t("pace.seconds", { count: this.left });
    return this.t("pace.time", { time: clock(this.left) });
  }

  #every(): string {
    const { slow_seconds: seconds = 0, slow_until: until = null } = this.at?.info ?? {};
    const text =
      seconds % MINUTE === 0
        ? this.t("pace.every_minutes", { count: seconds / MINUTE })
        : this.t("pace.every_seconds", { count: seconds });
    if (until === null) return text;
    return this.t("pace.until", { text, time: this.speech.moment(until) });
  }

  protected override render(): TemplateResult {
    return html`<span class="clip" role="timer"
        >${this.left > 0 ? this.#still() : this.#every()}</span
      ><span class="sr" role="status">${this.told}</span>`;
  }
}
