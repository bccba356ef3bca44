import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";
import { problemOf } from "../../core/problems.ts";
import type { MessageVersion } from "../../generated/wire.ts";
import { skeletonRows, stateStyles } from "../states/states.ts";
import { type Piece, difference } from "./difference.ts";

/** Every version of a message, the newest first, with what each changed. */
export class OnrecordVersions extends OnrecordDialog {
  static override styles = [
    ...OnrecordDialog.styles,
    stateStyles,
    css`
      .versions {
        display: flex;
        flex-direction: column;
        gap: 16px;
      }
      .when {
        display: flex;
        gap: 8px;
        margin-block-end: 4px;
        color: var(--_muted);
        font: var(--_t1);
      }
      .when b {
        flex: none;
        color: var(--_text);
        font-weight: 600;
      }
      .text {
        padding: 8px 12px;
        border-radius: var(--_r);
        background: var(--_surface-2);
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      ins,
      del {
        border-radius: 3px;
        text-decoration-thickness: 1px;
      }
      ins {
        background: color-mix(in oklab, var(--_good) 24%, transparent);
        text-decoration: none;
      }
      del {
        background: var(--_danger-soft);
        color: var(--_danger);
      }
      @media (forced-colors: active) {
        ins {
          text-decoration: underline;
        }
      }
    `,
  ];

  @state() private versions: readonly MessageVersion[] | null = null;
  #shown: (text: string) => string = (text) => text;

  /** Fetch and show; `shown` puts names in place of ids. */
  async show(
    fetched: Promise<readonly MessageVersion[]>,
    shown: (text: string) => string,
  ): Promise<void> {
    this.versions = null;
    this.#shown = shown;
    this.open();
    try {
      this.versions = await fetched;
    } catch (error) {
      this.versions = [];
      this.failed = problemOf(error).detail;
    }
  }

  protected override render(): TemplateResult {
    const versions = this.versions;
    const inside = versions
      ? html`<p>${this.t("versions.text")}</p>
          <ol class="versions" reversed>
            ${versions.map((one, at) => this.#version(one, versions[at - 1])).reverse()}
          </ol>`
      : skeletonRows(this.t("wait.versions"), 2);
    return this.frame(this.t("versions.title"), inside);
  }

  #version(one: MessageVersion, before: MessageVersion | undefined): TemplateResult {
    return html`<li>
      <div class="when">
        <b>${this.t("versions.number", { number: one.version })}</b>
        <time datetime=${one.at}>${this.speech.moment(one.at)}</time>
      </div>
      <div class="text" dir="auto">${this.#text(one, before)}</div>
    </li>`;
  }

  #text(one: MessageVersion, before: MessageVersion | undefined): unknown {
    if (one.text === null) return this.t("message.erased");
    if (before?.text == null) return this.#shown(one.text);
    return difference(this.#shown(before.text), this.#shown(one.text)).map(drawPiece);
  }
}

function drawPiece({ kind, text }: Piece): unknown {
  if (kind === "added") return html`<ins>${text}</ins>`;
  return kind === "removed" ? html`<del>${text}</del>` : (text ?? nothing);
}
