import { type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { problemOf } from "../core/problems.ts";
import type { ChatState, ChatStore } from "../core/types.ts";
import { icon } from "../icons/icons.ts";
import { panelStyles } from "../styles/panel.ts";
import { buttons, reset } from "../styles/reset.ts";
import { OnrecordElement } from "./element.ts";
import type { PanelProperties, Side, SideView } from "./side.ts";

/** A view of the pane beside the conversation: a title, ways out, content and what went wrong. */
export abstract class OnrecordPanel extends OnrecordElement implements PanelProperties {
  static override styles = [reset, buttons, panelStyles];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) state: ChatState | null = null;
  @property({ attribute: false }) view: SideView | null = null;
  @property({ attribute: false }) side: Side | null = null;

  @state() protected failed = "";

  /** Put the focus where reading begins: on the title. */
  focusFirst(): void {
    this.find("h2")?.focus({ preventScroll: true });
  }

  /** Do it; what the server refuses is said on top, with its reason. Answers whether it was done. */
  protected async attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.failed = "";
    try {
      await work();
      return true;
    } catch (error) {
      this.failed = problemOf(error).detail;
      return false;
    }
  }

  /** The panel round its parts; `tools` stand beside the title, `foot` stays in sight below. */
  protected frame(
    title: string,
    inside: unknown,
    { tools = nothing, foot = nothing }: { tools?: unknown; foot?: unknown } = {},
  ): TemplateResult {
    return html`<div class="top">
        ${this.side?.deep ? this.#way("back", "action.back_side", () => this.side?.back()) : nothing}
        <h2 class="clip" dir="auto" tabindex="-1" part="title">${title}</h2>
        ${tools} ${this.#way("close", "action.close", () => this.side?.close())}
      </div>
      ${this.failed ? this.#failure() : nothing}
      <div class="scroll">${inside}</div>
      ${foot === nothing ? nothing : html`<div class="foot">${foot}</div>`}`;
  }

  #failure(): TemplateResult {
    return html`<p class="problem" part="problem" role="alert">
      ${icon("alert", 16)}<span>${this.failed}</span>
    </p>`;
  }

  #way(
    glyph: "back" | "close",
    key: "action.back_side" | "action.close",
    run: () => void,
  ): TemplateResult {
    return html`<button
      type="button"
      class="icon ${glyph}"
      aria-label=${this.t(key)}
      title=${this.t(key)}
      @click=${run}
    >
      ${icon(glyph)}
    </button>`;
  }
}
