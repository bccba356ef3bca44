import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordElement } from "../../base/element.ts";
import type { ReactionTotal } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { reset } from "../../styles/reset.ts";

const CAP = 99;
const NAMED = 12;

/** Who reacted so: some names, and how many there are. */
export interface Reacted {
  readonly emoji: string;
  readonly names: readonly string[];
}

/**
 * The reactions to one message. Pointing at one, or tabbing to it, tells who.
 *
 * Tells `toggle` (emoji) and `pick` (the button that asked).
 */
export class OnrecordReactions extends OnrecordElement {
  static override styles = [
    reset,
    css`
      :host {
        position: relative;
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        max-inline-size: 100%;
        margin-block: 4px 2px;
      }
      button {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 4px;
        min-inline-size: 40px;
        min-block-size: max(28px, var(--_target));
        padding-inline: 8px;
        border: 1px solid transparent;
        border-radius: 14px;
        background: var(--_surface-3);
        color: var(--_text);
        font: var(--_t1);
        font-weight: 600;
        transition: background var(--_fast) var(--_ease);
      }
      button:hover:not([aria-disabled]) {
        border-color: var(--_edge);
      }
      [aria-disabled] {
        cursor: default;
      }
      .mine {
        border-color: var(--_accent-text);
        background: var(--_own);
        color: var(--_accent-text);
      }
      .add {
        color: var(--_muted);
      }
      .emoji {
        font:
          16px/1 "Apple Color Emoji",
          "Segoe UI Emoji",
          "Noto Color Emoji",
          var(--_font);
      }
      .tip {
        position: absolute;
        z-index: 3;
        inset-block-end: calc(100% + 4px);
        inset-inline-start: 0;
        inline-size: max-content;
        max-inline-size: min(280px, 100%);
        padding: 4px 12px;
        border-radius: var(--_r);
        background: var(--_text);
        color: var(--_surface);
        font: var(--_t1);
        overflow-wrap: anywhere;
        pointer-events: none;
      }
      @media (forced-colors: active) {
        .mine {
          outline: 2px solid Highlight;
        }
        .tip {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) reactions: readonly ReactionTotal[] = [];
  @property({ attribute: false }) open = true;
  /** Finds out who reacted; set by the parent. */
  @property({ attribute: false })
  who: (emoji: string) => Promise<Reacted> = (emoji) => Promise.resolve({ emoji, names: [] });

  @state() private tip: Reacted | null = null;
  #asked: string | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("reactions") && this.#asked) void this.#ask(this.#asked);
  }

  async #ask(emoji: string): Promise<void> {
    this.#asked = emoji;
    const found = await this.who(emoji).catch(() => null);
    if (this.#asked === emoji) this.tip = found;
  }

  #forget(): void {
    this.#asked = null;
    this.tip = null;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.tip) return;
    event.stopPropagation();
    this.#forget();
  }

  protected override render(): TemplateResult {
    return html`${repeat(
      this.reactions,
      ({ emoji }) => emoji,
      (one) => this.#chip(one),
    )}
    ${this.open ? this.#add() : nothing} ${this.tip ? this.#tip(this.tip) : nothing}`;
  }

  #label({ emoji, count, mine }: ReactionTotal, number: string): string {
    const key = mine ? "reactions.mine" : "reactions.count";
    return this.t(count > CAP ? `${key}_many` : key, { emoji, count, number });
  }

  #chip(total: ReactionTotal): TemplateResult {
    const { emoji, count, mine } = total;
    const shown = count > CAP ? `${CAP}+` : this.speech.number(count);
    return html`<button
      type="button"
      class=${mine ? "mine" : ""}
      part="reaction"
      aria-pressed=${mine ? "true" : "false"}
      aria-label=${this.#label(total, shown)}
      aria-describedby=${this.tip?.emoji === emoji ? "tip" : nothing}
      aria-disabled=${this.open ? nothing : "true"}
      @click=${() => this.open && this.tell("toggle", emoji)}
      @keydown=${this.#keyed}
      @pointerenter=${() => void this.#ask(emoji)}
      @pointerleave=${() => this.#forget()}
      @focus=${() => void this.#ask(emoji)}
      @blur=${() => this.#forget()}
    >
      <span class="emoji">${emoji}</span><span>${shown}</span>
    </button>`;
  }

  #add(): TemplateResult {
    const label = this.t("action.react");
    return html`<button
      type="button"
      class="add"
      part="reaction"
      aria-label=${label}
      title=${label}
      @click=${(event: Event) => this.tell("pick", event.currentTarget)}
    >
      ${icon("smile", 16)}
    </button>`;
  }

  #tip({ emoji, names }: Reacted): TemplateResult {
    const total = this.reactions.find((one) => one.emoji === emoji)?.count ?? names.length;
    const shown = names.slice(0, NAMED);
    const more = total - shown.length;
    const rest = more > 0 ? [this.t("reactions.others", { count: more })] : [];
    return html`<div class="tip" id="tip" role="tooltip">
      ${this.speech.names([...shown, ...rest])}
    </div>`;
  }
}
