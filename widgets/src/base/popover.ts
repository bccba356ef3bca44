import { type TemplateResult, css, html } from "lit";

import { buttons, reset } from "../styles/reset.ts";
import { OnrecordElement } from "./element.ts";

const GAP = 4;
const EDGE = 8;

/**
 * Something small beside what asked for it; on a narrow screen a sheet from below.
 *
 * The browser closes it on a press elsewhere and on Escape, and gives the focus back.
 */
export abstract class OnrecordPopover extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      .pop {
        position: fixed;
        inset: auto;
        margin: 0;
        max-inline-size: calc(100vw - 16px);
        max-block-size: calc(100dvh - 16px);
        padding: 0;
        border: 1px solid var(--_line);
        border-radius: calc(var(--_r) * 1.5);
        background: var(--_surface);
        color: var(--_text);
        font: var(--_t2);
        overflow: hidden;
      }
      .pop:popover-open {
        display: flex;
        flex-direction: column;
        animation: rise var(--_fast) var(--_ease);
      }
      .pop:focus-visible {
        outline: none;
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(4px);
        }
      }
      @media (width < 560px) {
        .pop {
          inset: auto 0 0 !important;
          inline-size: 100vw;
          max-inline-size: none;
          max-block-size: 80dvh;
          border-width: 1px 0 0;
          border-radius: calc(var(--_r) * 2) calc(var(--_r) * 2) 0 0;
          padding-block-end: env(safe-area-inset-bottom);
        }
        .pop::backdrop {
          background: oklch(0.2 0.01 260 / 0.45);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .pop:popover-open {
          animation: none;
        }
      }
    `,
  ];

  /** With which edge of what asked it is in line. */
  protected readonly edge: "start" | "end" = "end";
  #anchor: DOMRect | null = null;

  /** Open beside something that is on the screen; the focus goes in, or stays where one writes. */
  protected async openAt(anchor: Element | null, focus = true): Promise<void> {
    this.#anchor = anchor?.getBoundingClientRect() ?? null;
    await this.updateComplete;
    const box = this.#box();
    if (!box) return;
    if (!box.matches(":popover-open")) box.showPopover();
    this.place();
    if (focus) this.find("[data-first]")?.focus();
  }

  close(): void {
    const box = this.#box();
    if (box?.matches(":popover-open")) box.hidePopover();
  }

  /** Whether it is on the screen. */
  protected get opened(): boolean {
    return this.#box()?.matches(":popover-open") ?? false;
  }

  /** Called when it has gone, by whatever way. */
  protected closed(): void {}

  /** Put it where there is room: below what asked, else above. Sizes may have changed meanwhile. */
  protected place(): void {
    const box = this.#box();
    const at = this.#anchor;
    if (!box || !at) return;
    const { width, height } = box.getBoundingClientRect();
    const below = at.bottom + GAP + height <= innerHeight - EDGE;
    const above = at.top - GAP - height >= EDGE;
    const top = below
      ? at.bottom + GAP
      : above
        ? at.top - GAP - height
        : innerHeight - height - EDGE;
    const rtl = getComputedStyle(this).direction === "rtl";
    const start = rtl === (this.edge === "end") ? at.left : at.right - width;
    box.style.top = `${Math.max(EDGE, top)}px`;
    box.style.left = `${Math.max(EDGE, Math.min(start, innerWidth - width - EDGE))}px`;
  }

  #box(): HTMLElement | null {
    return this.find(".pop");
  }

  /** The box round its parts; `role` says what it is to a screen reader. */
  protected frame(role: "dialog" | "menu", label: string, inside: unknown): TemplateResult {
    return html`<div
      class="pop"
      part="popover"
      popover
      role=${role}
      aria-label=${label}
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      @toggle=${(event: ToggleEvent) => event.newState === "closed" && this.closed()}
    >
      ${inside}
    </div>`;
  }
}
