/** What panels that list messages from elsewhere draw alike. */
import { type TemplateResult, html, nothing } from "lit";

import { Paged } from "../../base/paged.ts";
import { OnrecordPanel } from "../../base/panel.ts";
import type { Port } from "../../core/port.ts";
import type { Message, Page } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { avatarStyles } from "../avatar/avatar.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { excerptStyles } from "./excerpt.ts";

/** A list of excerpts, page by page: while it loads, empty, failed, and with more behind it. */
export abstract class ExcerptsPanel<T> extends OnrecordPanel {
  static override styles = [...OnrecordPanel.styles, avatarStyles, stateStyles, excerptStyles];

  protected readonly found = new Paged<T>(this);

  protected abstract fetchPage(port: Port, cursor: string | null): Promise<Page<T>>;
  protected abstract drawOne(one: T): unknown;

  readonly #ask = (cursor: string | null): Promise<Page<T>> => {
    if (!this.store) return Promise.resolve({ data: [], next_cursor: null });
    return this.fetchPage(this.store.port, cursor);
  };

  /** Begin with the first page; what is shown stays until it comes. */
  protected load(): Promise<void> {
    return this.found.load(this.#ask);
  }

  /** The list, or what stands in its place; `none` where there is nothing in it. */
  protected drawList(none: () => TemplateResult, before: unknown = nothing): TemplateResult {
    const { items, failed, more } = this.found;
    if (failed) return this.#again(failed);
    if (items === null) return skeletonRows(this.t("wait.messages"), 4);
    if (items.length === 0) return none();
    return html`${before}
      <ul class="excerpts">
        ${items.map((one) => this.drawOne(one))}
      </ul>
      ${more ? this.#more() : nothing}`;
  }

  #more(): TemplateResult {
    return html`<button
      type="button"
      class="button"
      @click=${() => void this.found.next(this.#ask)}
    >
      ${this.t("list.more")}
    </button>`;
  }

  #again(failed: string): TemplateResult {
    return emptyState("alert", this.t("error.timeline"), failed, {
      label: this.t("action.retry"),
      run: () => void this.load(),
    });
  }
}

/** A list of messages that were put into it, each with a button that takes it out again. */
export abstract class KeptPanel<T extends { readonly message: Message }> extends ExcerptsPanel<T> {
  protected abstract release(port: Port, message: Message): Promise<unknown>;

  async #take({ message }: T): Promise<void> {
    const { store } = this;
    if (!store || !(await this.attempt(() => this.release(store.port, message)))) return;
    this.found.drop((one) => one.message.id === message.id);
  }

  protected drawTool(one: T, label: string): TemplateResult {
    return html`<button
      type="button"
      class="icon"
      aria-label=${label}
      title=${label}
      @click=${() => void this.#take(one)}
    >
      ${icon("close", 16)}
    </button>`;
  }
}
