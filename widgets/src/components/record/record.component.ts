import { type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";
import type { Checkpoint } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";

/** The tenant that a mount without names has; it is no name to show anybody. */
const UNNAMED = "default";

/**
 * The chip that says who may read a conversation and where it is kept; opens the whole account.
 *
 * Tells `checkpoint` when it opens, so that the newest one is there.
 */
export class OnrecordRecord extends OnrecordDialog {
  static override styles = [
    ...OnrecordDialog.styles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      .chip {
        display: flex;
        align-items: center;
        gap: 8px;
        inline-size: 100%;
        min-block-size: max(28px, calc(var(--_target) * 0.85));
        padding-inline: 16px;
        background: var(--_surface-2);
        color: var(--_muted);
        font: var(--_t1);
        transition: background var(--_fast) var(--_ease);
      }
      .chip:hover {
        background: var(--_surface-3);
      }
      .chip:focus-visible {
        outline-offset: -2px;
      }
      .chip svg,
      .chip b {
        color: var(--_accent-text);
      }
      .chip b {
        flex: none;
        font-weight: 600;
      }
      dl {
        display: flex;
        flex-direction: column;
        gap: 20px;
      }
      .fact {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr);
        column-gap: 16px;
      }
      .fact svg {
        grid-row: 1 / span 2;
        margin-block-start: 2px;
        color: var(--_accent-text);
      }
      dt {
        font-weight: 600;
      }
      dd {
        color: var(--_muted);
        font: var(--_t2);
      }
      code {
        display: block;
        margin-block-start: 4px;
        overflow-wrap: anywhere;
        font: 400 12px/16px var(--_mono);
      }
    `,
  ];

  @property({ attribute: false }) tenant: string | undefined;
  @property({ attribute: false }) members: number | undefined;
  @property({ attribute: false }) checkpoint: Checkpoint | null = null;

  override open(): void {
    this.tell("checkpoint");
    super.open();
  }

  #owner(): string {
    const tenant = this.tenant ?? UNNAMED;
    if (tenant === UNNAMED) return this.t("record.your_company");
    return tenant.charAt(0).toLocaleUpperCase() + tenant.slice(1);
  }

  protected override render(): TemplateResult {
    const sentence = this.t("record.sentence", { owner: this.#owner() });
    return html`<button
        type="button"
        class="chip"
        part="record-chip"
        title=${sentence}
        @click=${() => this.open()}
      >
        ${icon("shield", 16)}<b>${this.t("record.title")}</b><span class="clip">${sentence}</span>
      </button>
      ${this.frame(this.t("record.title"), this.#account())}`;
  }

  #account(): TemplateResult {
    const owner = this.#owner();
    return html`<dl>
      ${this.#fact("users", "record.who", this.t("record.who_text", { count: this.members ?? 0 }))}
      ${this.#fact("box", "record.where", this.t("record.where_text", { owner }))}
      ${this.#fact("history", "record.stays", this.t("record.stays_text"))}
      ${this.#fact("shield", "record.proof", this.#proof())}
    </dl>`;
  }

  #proof(): unknown {
    const point = this.checkpoint;
    if (!point) return this.t("record.proof_text");
    return html`${this.t("record.proof_text")}
      ${this.t("record.checkpoint", {
        count: point.size,
        time: this.speech.moment(point.at),
      })}<code dir="ltr">${point.root}</code>`;
  }

  #fact(
    glyph: IconName,
    key: "record.who" | "record.where" | "record.stays" | "record.proof",
    text: unknown,
  ): TemplateResult {
    return html`<div class="fact">
      ${icon(glyph)}
      <dt>${this.t(key)}</dt>
      <dd>${text ?? nothing}</dd>
    </div>`;
  }
}
