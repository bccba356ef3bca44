import { type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import { OnrecordElement } from "../../base/element.ts";
import { save, sizeText } from "../../core/files/files.ts";
import type { Port } from "../../core/port.ts";
import type { Attachment } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { picture } from "../files/picture.ts";

/** Pixels that a finger moves before it is a swipe. */
const SWIPE = 48;

/** Pictures at their full size, over everything: arrow keys and a swipe turn, Escape closes. */
export class OnrecordViewer extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      dialog {
        inline-size: 100vw;
        block-size: 100dvh;
        max-inline-size: none;
        max-block-size: none;
        margin: 0;
        padding: 0;
        border: 0;
        background: var(--_surface);
        color: var(--_text);
        font: var(--_t2);
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto 1fr auto;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 56px;
        padding-inline: 20px 8px;
      }
      .head h2 {
        flex: 1;
        min-inline-size: 0;
        font: var(--_t3);
        font-weight: 600;
      }
      .head .size,
      .foot {
        color: var(--_muted);
        font-variant-numeric: tabular-nums;
      }
      .stage {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        min-block-size: 0;
        background: var(--_surface-2);
        touch-action: pan-y pinch-zoom;
      }
      .one {
        display: grid;
        place-items: center;
        grid-column: 2;
        min-inline-size: 0;
        min-block-size: 0;
        block-size: 100%;
      }
      .one :is(img, canvas) {
        inline-size: auto;
        block-size: auto;
        max-inline-size: 100%;
        max-block-size: calc(100dvh - 136px);
        object-fit: contain;
      }
      .before svg {
        transform: rotate(90deg);
      }
      .after svg {
        transform: rotate(-90deg);
      }
      :host(:dir(rtl)) .before svg {
        transform: rotate(-90deg);
      }
      :host(:dir(rtl)) .after svg {
        transform: rotate(90deg);
      }
      .foot {
        min-block-size: 56px;
        max-block-size: 30dvh;
        padding: 16px 20px;
        overflow-y: auto;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) port: Port | null = null;
  @state() private files: readonly Attachment[] = [];
  @state() private at = 0;
  @state() private failed = false;

  /** Where a finger came down; a second one is no swipe but a pinch. */
  #down: PointerEvent | null = null;

  /** Show pictures, one of them first. */
  show(files: readonly Attachment[], at: number): void {
    this.files = files;
    this.#go(at);
    void this.updateComplete.then(() => this.find<HTMLDialogElement>("dialog")?.showModal());
  }

  #go(at: number): void {
    this.failed = false;
    this.at = Math.max(0, Math.min(at, this.files.length - 1));
  }

  #keyed(event: KeyboardEvent): void {
    const turn = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (turn === undefined) return;
    event.preventDefault();
    const way = getComputedStyle(this).direction === "rtl" && Number.isFinite(turn) ? -turn : turn;
    this.#go(this.at + way);
  }

  #touched(event: PointerEvent): void {
    this.#down = event.isPrimary && event.pointerType !== "mouse" ? event : null;
  }

  /** Pulled aside far enough, and more aside than up or down, the next picture comes. */
  #lifted(event: PointerEvent): void {
    const down = this.#down;
    this.#down = null;
    if (down?.pointerId !== event.pointerId) return;
    const [aside, along] = [event.clientX - down.clientX, event.clientY - down.clientY];
    if (Math.abs(aside) < SWIPE || Math.abs(aside) < 2 * Math.abs(along)) return;
    const step = aside < 0 ? 1 : -1;
    this.#go(this.at + (getComputedStyle(this).direction === "rtl" ? -step : step));
  }

  protected override render(): TemplateResult {
    const file = this.files[this.at];
    return html`<dialog
      aria-label=${this.t("file.viewer")}
      @keydown=${this.#keyed}
      @close=${() => (this.files = [])}
    >
      ${file ? this.#inside(file) : nothing}
    </dialog>`;
  }

  #inside(file: Attachment): TemplateResult {
    const size = sizeText(file.size, this.speech.lang);
    const many = this.files.length > 1;
    return html`<div class="head">
        <h2 class="clip"><bdi>${file.name}</bdi></h2>
        <span class="size">${size}</span>
        ${this.#button("download", "file.save", () => void this.#save(file))}
        ${this.#button("close", "action.close", () => this.find<HTMLDialogElement>("dialog")?.close())}
      </div>
      <div
        class="stage"
        @pointerdown=${this.#touched}
        @pointerup=${this.#lifted}
        @pointercancel=${() => (this.#down = null)}
      >
        ${many ? this.#turn("before", -1) : nothing}
        <div class="one">${keyed(file.id, this.#picture(file))}</div>
        ${many ? this.#turn("after", 1) : nothing}
      </div>
      <p class="foot" dir="auto" role="status">
        ${many ? this.t("file.number", { number: this.at + 1, count: this.files.length }) : nothing}
        ${file.alt}
      </p>`;
  }

  #picture(file: Attachment): unknown {
    if (!this.port) return nothing;
    if (this.failed) return html`<p role="alert">${this.t("file.lost")}</p>`;
    const label = file.alt ?? this.t("file.picture", { name: file.name });
    return picture(file, "content", this.port, label, () => (this.failed = true));
  }

  #turn(way: "before" | "after", step: number): TemplateResult {
    const label = this.t(`file.${way}`);
    const there = this.at + step;
    return html`<button
      type="button"
      class="icon ${way}"
      aria-label=${label}
      title=${label}
      ?disabled=${there < 0 || there >= this.files.length}
      @click=${() => this.#go(there)}
    >
      ${icon("chevron")}
    </button>`;
  }

  #button(glyph: IconName, key: "file.save" | "action.close", run: () => void): TemplateResult {
    const label = this.t(key);
    return html`<button type="button" class="icon" aria-label=${label} title=${label} @click=${run}>
      ${icon(glyph)}
    </button>`;
  }

  async #save(file: Attachment): Promise<void> {
    if (this.port) await save(this.port, file).catch(() => (this.failed = true));
  }
}
