import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordDialog } from "../../base/dialog.ts";
import { icon } from "../../icons/icons.ts";
import { type ActionName, actionsFor } from "../message/message.ts";
import type { Entry } from "../timeline/items.ts";

/** What can be done with a message, with words: for fingers and for the keyboard. Tells `act`. */
export class OnrecordMenu extends OnrecordDialog {
  static override styles = [
    ...OnrecordDialog.styles,
    css`
      dialog {
        inline-size: min(320px, 100vw);
      }
      .inside {
        gap: 0;
        padding: 4px 8px 12px;
      }
      @media (width < 560px) {
        dialog {
          inline-size: 100vw;
        }
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 16px;
        inline-size: 100%;
        min-block-size: 44px;
        padding-inline: 12px;
        border-radius: var(--_r);
        color: var(--_text);
      }
      .choice svg {
        color: var(--_muted);
      }
      .choice:is(:hover, :focus-visible) {
        background: var(--_surface-2);
      }
      .choice.remove,
      .choice.remove svg {
        color: var(--_danger);
      }
    `,
  ];

  @state() private entry: Entry | null = null;
  #moderates = false;

  /** Offer what may be done with a message; nothing to do, no menu. */
  offer(entry: Entry, moderates: boolean): void {
    if (actionsFor(entry, moderates).length === 0) return;
    this.entry = entry;
    this.#moderates = moderates;
    this.open();
  }

  #choose(name: ActionName): void {
    this.close();
    this.tell("act", { name, entry: this.entry });
  }

  protected override render(): TemplateResult {
    const actions = this.entry ? actionsFor(this.entry, this.#moderates) : [];
    return this.frame(
      this.t("message.actions"),
      this.entry
        ? actions.map(
            ({ name, glyph, text }, at) =>
              html`<button
                type="button"
                class="choice ${name}"
                ?data-first=${at === 0}
                @click=${() => this.#choose(name)}
              >
                ${icon(glyph)}${this.t(text)}
              </button>`,
          )
        : nothing,
    );
  }
}
