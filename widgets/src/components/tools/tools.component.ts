import { type TemplateResult, css, html } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { SendOn } from "../../core/types.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { type Change, type MarkName, type Selection, applyMark } from "./marks.ts";

const MARKS: readonly { name: MarkName; glyph: IconName }[] = [
  { name: "bold", glyph: "bold" },
  { name: "italic", glyph: "italic" },
  { name: "code", glyph: "code" },
  { name: "list", glyph: "list" },
  { name: "quote", glyph: "quote" },
  { name: "link", glyph: "link" },
];

/**
 * The row of tools below the text that is written; loaded once the composer stands.
 *
 * Tells `mark` (name), `mention` and `send-on` (the key chosen to send with).
 */
export class OnrecordTools extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        overflow-x: auto;
        scrollbar-width: none;
      }
      [aria-pressed] {
        margin-inline-start: auto;
      }
      .icon[aria-pressed="true"] {
        background: var(--_own);
      }
      @media (forced-colors: active) {
        [aria-pressed="true"] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) sendOn: SendOn = "enter";

  /** What a mark makes of a selection. */
  change(name: MarkName, selection: Selection): Change {
    return applyMark(name, selection);
  }

  protected override render(): TemplateResult {
    return html`${MARKS.map(({ name, glyph }) =>
      this.#tool(glyph, name, () => this.tell("mark", name)),
    )}
    ${this.#tool("at", "mention", () => this.tell("mention"))} ${this.#choice()}`;
  }

  #tool(glyph: IconName, name: MarkName | "mention", run: () => void): TemplateResult {
    const label = this.t(`composer.${name}`);
    return html`<button
      type="button"
      class="icon"
      aria-label=${label}
      title=${label}
      @mousedown=${keepFocus}
      @click=${run}
    >
      ${icon(glyph, 16)}
    </button>`;
  }

  /** Whether Enter sends is for the person to say. */
  #choice(): TemplateResult {
    const plain = this.sendOn !== "mod-enter";
    const key = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl";
    return html`<button
      type="button"
      class="icon"
      aria-pressed=${plain ? "true" : "false"}
      aria-label=${this.t("composer.enter")}
      title=${this.t(plain ? "composer.enter_sends" : "composer.enter_breaks", { key })}
      @mousedown=${keepFocus}
      @click=${() => this.tell("send-on", plain ? "mod-enter" : "enter")}
    >
      ${icon("enter", 16)}
    </button>`;
  }
}

/** The caret stays where it is. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
