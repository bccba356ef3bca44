import { type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { OnrecordPopover } from "../../base/popover.ts";
import { icon } from "../../icons/icons.ts";
import type { Abilities, Action, Detail } from "../message/actions.ts";
import type { Entry } from "../timeline/items.ts";
import { actionsFor } from "./actions.ts";

/** Where a menu begins a new stretch: what looks, and what changes. */
const APART = new Set(["pin", "copy", "report", "edit"]);

/**
 * What can be done with a message, with words: for the pointer, for fingers and for the keyboard.
 *
 * Tells `act` ({name, entry, detail}).
 */
export class OnrecordMenu extends OnrecordPopover {
  static override styles = [
    ...OnrecordPopover.styles,
    css`
      .pop {
        min-inline-size: 224px;
        padding: 4px;
        overflow-y: auto;
      }
      .quick {
        display: flex;
        justify-content: space-between;
        gap: 2px;
        padding: 2px 2px 6px;
        margin-block-end: 4px;
        border-block-end: 1px solid var(--_line);
      }
      .quick button {
        display: grid;
        place-items: center;
        inline-size: max(36px, var(--_target));
        block-size: max(36px, var(--_target));
        border-radius: var(--_r);
        color: var(--_muted);
        font:
          22px/1 "Apple Color Emoji",
          "Segoe UI Emoji",
          "Noto Color Emoji",
          var(--_font);
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 12px;
        inline-size: 100%;
        min-block-size: max(36px, var(--_target));
        padding-inline: 12px;
        border-radius: var(--_r);
        color: var(--_text);
      }
      .choice.apart {
        position: relative;
        margin-block-start: 9px;
      }
      .choice.apart::before {
        content: "";
        position: absolute;
        inset: -5px 8px auto;
        border-block-start: 1px solid var(--_line);
      }
      .choice svg {
        color: var(--_muted);
      }
      button:is(:hover, :focus-visible) {
        background: var(--_surface-3);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      .choice.remove,
      .choice.remove svg {
        color: var(--_danger);
      }
      @media (width < 560px) {
        .pop {
          padding: 8px 8px calc(8px + env(safe-area-inset-bottom));
        }
        .choice {
          min-block-size: 44px;
          font: var(--_t3);
        }
      }
    `,
  ];

  @state() private entry: Entry | null = null;
  @state() private actions: readonly Action[] = [];
  @state() private quick: readonly string[] = [];
  #anchor: Element | undefined;

  /** Offer what may be done with a message; nothing to do, no menu. */
  offer(entry: Entry, can: Abilities, quick: readonly string[], anchor?: Element): void {
    const actions = actionsFor(entry, can);
    if (actions.length === 0) return;
    this.entry = entry;
    this.#anchor = anchor;
    this.quick = actions.some(({ name }) => name === "react") ? quick : [];
    this.actions = actions.filter(({ name }) => name !== "react");
    void this.openAt(anchor ?? null);
  }

  #choose(name: string, detail: Detail = {}): void {
    this.close();
    this.tell("act", { name, entry: this.entry, detail });
  }

  #pick(): void {
    this.#choose("react", this.#anchor ? { anchor: this.#anchor } : {});
  }

  #keyed(event: KeyboardEvent): void {
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>("[role=menuitem]")];
    const at = all.indexOf(this.renderRoot.querySelector(":focus") as HTMLElement);
    const row = this.quick.length > 0 ? this.quick.length + 1 : 0;
    const next = all[target(event.key, at, row, all.length) ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  protected override render(): TemplateResult {
    const inside = html`<div @keydown=${this.#keyed}>
      ${this.quick.length > 0 ? this.#quick() : nothing}
      ${this.actions.map((action, at) => this.#item(action, at))}
    </div>`;
    return this.frame("menu", this.t("message.actions"), inside);
  }

  #quick(): TemplateResult {
    return html`<div class="quick" role="group" aria-label=${this.t("action.react")}>
      ${this.quick.map(
        (emoji, at) =>
          html`<button
            type="button"
            role="menuitem"
            tabindex="-1"
            ?data-first=${at === 0}
            aria-label=${this.t("reactions.with", { emoji })}
            @click=${() => this.#choose("react", { emoji })}
          >
            ${emoji}
          </button>`,
      )}
      <button
        type="button"
        role="menuitem"
        tabindex="-1"
        aria-label=${this.t("action.react_other")}
        title=${this.t("action.react_other")}
        @click=${() => this.#pick()}
      >
        ${icon("smile")}
      </button>
    </div>`;
  }

  #item({ name, glyph, text }: Action, at: number): TemplateResult {
    return html`<button
      type="button"
      role="menuitem"
      tabindex="-1"
      class="choice ${name} ${APART.has(name) && at > 0 ? "apart" : ""}"
      ?data-first=${at === 0 && this.quick.length === 0}
      @click=${() => this.#choose(name)}
    >
      ${icon(glyph)}${this.t(text)}
    </button>`;
  }
}

/** Where a key leads: up and down from line to line, the first line being a row of `row` items. */
function target(key: string, at: number, row: number, length: number): number | undefined {
  const inRow = at < row;
  const first = row > 0 ? 0 : length - 1;
  const above = inRow ? length - 1 : at === row ? first : at - 1;
  const targets: Record<string, number> = {
    ArrowDown: inRow ? row % length : (at + 1) % length,
    ArrowUp: above,
    ArrowRight: inRow ? (at + 1) % row : at,
    ArrowLeft: inRow ? (at - 1 + row) % row : at,
    Home: 0,
    End: length - 1,
  };
  return targets[key];
}
