import { type PropertyValues, type TemplateResult, html, nothing } from "lit";

import { Paged } from "../../base/paged.ts";
import { OnrecordPanel } from "../../base/panel.ts";
import { pin, pins } from "../../core/pins/actions.ts";
import { personName } from "../../core/selectors.ts";
import type { Page, Pin } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { avatarStyles } from "../avatar/avatar.ts";
import { excerpt, excerptStyles } from "../excerpt/excerpt.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";

/** What a conversation keeps at hand, the latest pin first. */
export class OnrecordPins extends OnrecordPanel {
  static override styles = [...OnrecordPanel.styles, avatarStyles, stateStyles, excerptStyles];

  readonly #found = new Paged<Pin>(this);
  #shown = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const key = `${this.#id()} ${this.#pinned()}`;
    if (key === this.#shown || !this.store) return;
    if (!this.#shown.startsWith(this.#id())) this.#found.items = null;
    this.#shown = key;
    void this.#found.load(this.#ask);
  }

  #id(): string {
    return this.view?.kind === "pins" ? this.view.conversation : "";
  }

  /** Which loaded messages are pinned: when that changes, the list is fetched anew. */
  #pinned(): string {
    const timeline = this.state?.conversations[this.#id()]?.timeline;
    const found = timeline?.messages.filter((message) => message.pinned) ?? [];
    return found.map(({ id }) => id).join();
  }

  #ask = (cursor: string | null): Promise<Page<Pin>> => {
    if (!this.store) return Promise.resolve({ data: [], next_cursor: null });
    return pins(this.store.port, this.#id(), cursor);
  };

  async #unpin({ message }: Pin): Promise<void> {
    const { store } = this;
    if (!store || !(await this.attempt(() => pin(store.port, message, false)))) return;
    this.#found.drop((one) => one.message.id === message.id);
  }

  protected override render(): TemplateResult {
    return this.frame(this.t("pins.title"), this.#content());
  }

  #content(): unknown {
    const { items, failed, more } = this.#found;
    if (failed) return this.#again(failed);
    if (items === null) return skeletonRows(this.t("wait.messages"), 4);
    if (items.length === 0) return emptyState("pin", this.t("pins.none"), this.t("pins.none_next"));
    return html`<ul class="excerpts">
        ${items.map((one) => this.#pin(one))}
      </ul>
      ${
        more
          ? html`<button
              type="button"
              class="button"
              @click=${() => void this.#found.next(this.#ask)}
            >
              ${this.t("list.more")}
            </button>`
          : nothing
      }`;
  }

  #again(failed: string): TemplateResult {
    return emptyState("alert", this.t("error.timeline"), failed, {
      label: this.t("action.retry"),
      run: () => void this.#found.load(this.#ask),
    });
  }

  #pin(one: Pin): unknown {
    const { state, side } = this;
    if (!state) return nothing;
    const by = this.t("pins.by", { name: personName(state, one.pinned_by) });
    const label = this.t("action.unpin");
    return excerpt({
      message: one.message,
      state,
      speech: this.speech,
      below: html`<span class="below">${by}</span>`,
      tool: html`<button
        type="button"
        class="icon"
        aria-label=${label}
        title=${label}
        @click=${() => void this.#unpin(one)}
      >
        ${icon("close", 16)}
      </button>`,
      open: () => side?.reveal(one.message.conversation_id, one.message.id),
    });
  }
}
