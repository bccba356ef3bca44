import { type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { SendOn, SendOptions } from "../../core/types.ts";
import type { Priority } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { type Change, type MarkName, type Selection, applyMark } from "./marks.ts";

const PRIORITIES: readonly Priority[] = ["normal", "important", "urgent"];
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
 * Tells `attach` (files), `mark` (name), `mention`, `options` (what goes with the next message) and `send-on` (the key
 * chosen to send with).
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
      /* In a narrow composer that is empty only files have a place. */
      .rest {
        display: var(--_rest, contents);
      }
      .icon[aria-pressed] {
        margin-inline-start: auto;
      }
      select,
      .toggle {
        flex: none;
        block-size: max(24px, calc(var(--_target) - 4px));
        margin-inline-start: 4px;
        padding-inline: 8px;
        border: 1px solid var(--_line);
        border-radius: var(--_r-s);
        background: none;
        color: var(--_muted);
        font: var(--_t1);
        cursor: pointer;
      }
      select {
        field-sizing: content;
      }
      select option {
        background: var(--_surface);
        color: var(--_text);
      }
      .toggle {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .toggle[aria-pressed="true"],
      .important {
        border-color: var(--_accent-text);
        color: var(--_accent-text);
        font-weight: 600;
      }
      .toggle[aria-pressed="true"] {
        background: var(--_own);
      }
      .urgent {
        border-color: var(--_danger);
        color: var(--_danger);
        font-weight: 600;
      }
      .icon[aria-pressed="true"] {
        background: var(--_own);
      }
      /* What a thumb reaches fits the row; a link that is pasted is one, and no keyboard is there. */
      @media (pointer: coarse) and (width < 420px) {
        .link,
        [aria-pressed] {
          display: none;
        }
      }
      @media (forced-colors: active) {
        [aria-pressed="true"] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) sendOn: SendOn = "enter";

  /** Whether the writer announces: then it has a priority, and may ask for everybody's word. */
  @property({ attribute: false }) leads = false;
  @property({ attribute: false }) options: SendOptions = {};

  /** Whether files may go with the message. */
  @property({ attribute: false }) attaches = false;

  #given = new AbortController();

  /** What is pasted into or dropped on the composer goes with the message, where it is files. */
  override connectedCallback(): void {
    super.connectedCallback();
    const composer = (this.getRootNode() as Partial<ShadowRoot>).host ?? this;
    this.#given = new AbortController();
    const { signal } = this.#given;
    const take = (event: Event, given: DataTransfer | null): void => {
      if (!this.attaches || !given?.types.includes("Files")) return;
      event.preventDefault();
      if (event.type !== "dragover") this.tell("attach", [...given.files]);
    };
    const dropped = (event: Event): void => take(event, (event as DragEvent).dataTransfer);
    const pasted = (event: Event): void => take(event, (event as ClipboardEvent).clipboardData);
    composer.addEventListener("dragover", dropped, { signal });
    composer.addEventListener("drop", dropped, { signal });
    composer.addEventListener("paste", pasted, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#given.abort();
  }

  /** What a mark makes of a selection. */
  change(name: MarkName, selection: Selection): Change {
    return applyMark(name, selection);
  }

  protected override render(): TemplateResult {
    return html`${this.attaches ? this.#attaching() : nothing}
      <span class="rest">
        ${MARKS.map(({ name, glyph }) => this.#tool(glyph, name, () => this.tell("mark", name)))}
        ${this.#tool("at", "mention", () => this.tell("mention"))}
        ${this.leads ? this.#announcing() : nothing} ${this.#choice()}
      </span>`;
  }

  #tool(glyph: IconName, name: MarkName | "mention", run: () => void): TemplateResult {
    const label = this.t(`composer.${name}`);
    return html`<button
      type="button"
      class="icon ${name}"
      aria-label=${label}
      title=${label}
      @mousedown=${keepFocus}
      @click=${run}
    >
      ${icon(glyph, 16)}
    </button>`;
  }

  #attaching(): TemplateResult {
    const label = this.t("composer.attach");
    const input = (): HTMLInputElement | null => this.find<HTMLInputElement>("input");
    return html`<button
        type="button"
        class="icon"
        aria-label=${label}
        title=${label}
        @click=${() => input()?.click()}
      >
        ${icon("attach", 16)}
      </button>
      <input
        type="file"
        multiple
        hidden
        tabindex="-1"
        aria-label=${label}
        @change=${() => {
          const chosen = input();
          this.tell("attach", [...(chosen?.files ?? [])]);
          if (chosen) chosen.value = "";
        }}
      />`;
  }

  #announcing(): TemplateResult {
    const { priority = "normal", acknowledge = false } = this.options;
    const label = this.t("composer.acknowledge");
    return html`<select
        class="priority ${priority}"
        aria-label=${this.t("composer.priority")}
        title=${this.t("composer.priority")}
        @change=${(event: Event) =>
          this.#with({ priority: (event.target as HTMLSelectElement).value as Priority })}
      >
        ${PRIORITIES.map(
          (one) =>
            html`<option value=${one} .selected=${one === priority}>
              ${this.t(`priority.${one}`)}
            </option>`,
        )}
      </select>
      <button
        type="button"
        class="toggle"
        aria-pressed=${acknowledge ? "true" : "false"}
        title=${this.t("composer.acknowledge_hint")}
        @mousedown=${keepFocus}
        @click=${() => this.#with({ acknowledge: !acknowledge })}
      >
        ${icon("checks", 16)}${label}
      </button>`;
  }

  #with(changes: SendOptions): void {
    this.tell("options", { ...this.options, ...changes });
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
