import { type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";
import type { Checkpoint } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";

/** The whole account of who reads a conversation, where it is kept and how that is proved. */
export class OnrecordAccount extends OnrecordDialog {
  static override styles = [
    ...OnrecordDialog.styles,
    css`
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
        font: 400 calc(12px * var(--_z)) / calc(16px * var(--_z)) var(--_mono);
      }
    `,
  ];

  /** In whose database everything is kept, as readers call it. */
  @property({ attribute: false }) owner = "";
  @property({ attribute: false }) members: number | undefined;
  @property({ attribute: false }) checkpoint: Checkpoint | null = null;
  /** The version of the policy in force; none where the tenant has no policy. */
  @property({ attribute: false }) policy: number | null = null;

  protected override render(): TemplateResult {
    return this.frame(this.t("record.title"), this.#account());
  }

  #account(): TemplateResult {
    const { owner } = this;
    return html`<dl>
      ${this.#fact("users", "record.who", this.#who())}
      ${this.#fact("box", "record.where", this.t("record.where_text", { owner }))}
      ${this.#fact("history", "record.stays", this.t("record.stays_text"))}
      ${this.#fact("shield", "record.proof", this.#proof())}
    </dl>`;
  }

  #who(): string {
    const { members: count = 0, policy: version } = this;
    if (version) return this.t("record.who_policy", { count, version });
    return this.t("record.who_text", { count });
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
