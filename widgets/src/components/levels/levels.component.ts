import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordPopover } from "../../base/popover.ts";
import type { Conversation, Level } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";

const LEVELS: readonly Level[] = ["all", "mentions", "none"];

/**
 * What one wants to hear of a conversation, and ways to what it keeps.
 *
 * Tells `level` (Level), `mute` (wanted), `attention` and `pins`.
 */
export class OnrecordLevels extends OnrecordPopover {
  static override styles = [
    ...OnrecordPopover.styles,
    css`
      .pop {
        min-inline-size: 264px;
        padding: 4px;
      }
      .head {
        display: block;
        padding: 8px 12px 4px;
        color: var(--_muted);
        font: var(--_t1);
        font-weight: 600;
      }
      button {
        display: flex;
        align-items: center;
        gap: 12px;
        inline-size: 100%;
        min-block-size: max(36px, var(--_target));
        padding: 4px 12px;
        border-radius: var(--_r);
      }
      button:is(:hover, :focus-visible) {
        background: var(--_surface-3);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      .tick {
        flex: none;
        inline-size: 20px;
        color: var(--_accent-text);
      }
      .says {
        display: flex;
        flex-direction: column;
      }
      small {
        color: var(--_muted);
        font: var(--_t1);
      }
      hr {
        margin: 4px 8px;
        border: 0;
        border-block-start: 1px solid var(--_line);
      }
      button svg {
        color: var(--_muted);
      }
      .tick svg {
        color: inherit;
      }
    `,
  ];

  @state() private info: Conversation | null = null;

  /** Offer what can be chosen for a conversation. */
  offer(info: Conversation, anchor: Element | null): void {
    this.info = info;
    void this.openAt(anchor);
  }

  #choose(name: "level" | "mute" | "attention" | "pins", detail?: Level | boolean): void {
    this.close();
    this.tell(name, detail);
  }

  #keyed(event: KeyboardEvent): void {
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>("button")];
    const at = all.indexOf(this.renderRoot.querySelector(":focus") as HTMLElement);
    const steps: Record<string, number> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = all[steps[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  protected override render(): TemplateResult {
    const { info } = this;
    const inside = info
      ? html`<div @keydown=${this.#keyed}>
          <div role="group" aria-label=${this.t("levels.title")}>
            <span class="head" aria-hidden="true">${this.t("levels.title")}</span>
            ${LEVELS.map((level) => this.#level(level, info.level))}
          </div>
          ${this.#muting(info.muted)}
          <hr role="separator" />
          ${this.#way("bell", "attention.way", "attention")}
          ${this.#way("pin", "pins.title", "pins")}
        </div>`
      : nothing;
    return this.frame("menu", this.t("levels.menu"), inside);
  }

  #level(level: Level, now: Level): TemplateResult {
    const chosen = level === now;
    return html`<button
      type="button"
      role="menuitemradio"
      tabindex="-1"
      ?data-first=${chosen}
      aria-checked=${chosen ? "true" : "false"}
      @click=${() => this.#choose("level", level)}
    >
      <span class="tick">${chosen ? icon("check") : nothing}</span>
      <span class="says"
        >${this.t(`levels.${level}`)}<small>${this.t(`levels.${level}_text`)}</small></span
      >
    </button>`;
  }

  #way(
    glyph: "bell" | "pin",
    key: "attention.way" | "pins.title",
    name: "attention" | "pins",
  ): TemplateResult {
    return html`<button
      type="button"
      role="menuitem"
      tabindex="-1"
      @click=${() => this.#choose(name)}
    >
      ${icon(glyph)}${this.t(key)}
    </button>`;
  }

  #muting(muted: boolean): TemplateResult {
    return html`<button
      type="button"
      role="menuitemcheckbox"
      tabindex="-1"
      aria-checked=${muted ? "true" : "false"}
      @click=${() => this.#choose("mute", !muted)}
    >
      <span class="tick">${muted ? icon("check") : nothing}</span>
      <span class="says"
        >${this.t("conversation.mute")}<small>${this.t("levels.mute_text")}</small></span
      >
    </button>`;
  }
}
