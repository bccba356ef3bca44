import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { ConnectionStatus } from "../../core/types.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";

/** A short cut is not worth a word; a longer one is shown well within two seconds. */
const PATIENCE_MS = 1000;

/** Says that the connection is gone and what becomes of what is written. Tells `reconnect`. */
export class OnrecordBanner extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      .banner {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 36px;
        padding: 4px 16px;
        background: var(--_warn-soft);
        color: var(--_warn);
        font: var(--_t2);
      }
      .banner.refused {
        background: var(--_danger-soft);
        color: var(--_danger);
      }
      span {
        flex: 1;
      }
      .again {
        min-block-size: 24px;
        padding-inline: 8px;
        border-radius: var(--_r-s);
        font-weight: 600;
        text-decoration: underline;
        text-underline-offset: 3px;
      }
    `,
  ];

  @property({ attribute: false }) connection: ConnectionStatus | null = null;
  @property({ attribute: false }) waiting = 0;

  @state() private patient = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("connection")) return;
    clearTimeout(this.#timer);
    const left = (this.connection?.since ?? 0) + PATIENCE_MS - Date.now();
    this.patient = this.connection?.phase === "reconnecting" && left > 0;
    if (this.patient) this.#timer = setTimeout(() => (this.patient = false), left);
  }

  protected override render(): TemplateResult {
    return html`<div role="status">${this.#content()}</div>`;
  }

  #content(): unknown {
    const phase = this.connection?.phase;
    if (phase === "refused") return this.#refused();
    if ((phase !== "offline" && phase !== "reconnecting") || this.patient) return nothing;
    const queued = this.waiting > 0 ? this.t("connection.queued", { count: this.waiting }) : "";
    return html`<div class="banner" part="connection">
      ${icon("offline", 16)}
      <span>${this.t(`connection.${phase}`)} ${queued}</span>
      ${this.#again()}
    </div>`;
  }

  #refused(): TemplateResult {
    const detail = this.connection?.problem?.detail;
    return html`<div class="banner refused" part="connection">
      ${icon("alert", 16)}
      <span>${this.t("connection.refused")}${detail ? html` <bdi>${detail}</bdi>` : nothing}</span>
      ${this.#again()}
    </div>`;
  }

  #again(): TemplateResult {
    return html`<button type="button" class="again" @click=${() => this.tell("reconnect")}>
      ${this.t("connection.again")}
    </button>`;
  }
}
