import { type PropertyValues, type TemplateResult, html, nothing } from "lit";

import { Paged } from "../../base/paged.ts";
import { OnrecordPanel } from "../../base/panel.ts";
import { listSaved, save } from "../../core/saved/actions.ts";
import type { Page, Saved } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { avatarStyles } from "../avatar/avatar.ts";
import { excerpt, excerptStyles } from "../excerpt/excerpt.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";

/** What one saved for oneself, the latest first. */
export class OnrecordSaved extends OnrecordPanel {
  static override styles = [...OnrecordPanel.styles, avatarStyles, stateStyles, excerptStyles];

  readonly #found = new Paged<Saved>(this);
  #asked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#asked = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.#asked || !this.store) return;
    this.#asked = true;
    void this.#found.load(this.#ask);
  }

  #ask = (cursor: string | null): Promise<Page<Saved>> => {
    if (!this.store) return Promise.resolve({ data: [], next_cursor: null });
    return listSaved(this.store.port, cursor);
  };

  async #forget({ message }: Saved): Promise<void> {
    const { store } = this;
    if (!store || !(await this.attempt(() => save(store.port, message, false)))) return;
    this.#found.drop((one) => one.message.id === message.id);
  }

  protected override render(): TemplateResult {
    return this.frame(this.t("saved.title"), this.#content());
  }

  #content(): unknown {
    const { items, failed, more } = this.#found;
    if (failed)
      return emptyState("alert", this.t("error.timeline"), failed, {
        label: this.t("action.retry"),
        run: () => void this.#found.load(this.#ask),
      });
    if (items === null) return skeletonRows(this.t("wait.messages"), 4);
    if (items.length === 0)
      return emptyState("bookmark", this.t("saved.none"), this.t("saved.none_next"));
    return html`<p class="hint">${this.t("saved.hint")}</p>
      <ul class="excerpts">
        ${items.map((one) => this.#one(one))}
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

  #one(one: Saved): unknown {
    const { state, side } = this;
    if (!state) return nothing;
    const { message } = one;
    const label = this.t("action.unsave");
    const thread = message.in_channel ? null : message.thread_id;
    return excerpt({
      message,
      state,
      speech: this.speech,
      where: true,
      tool: html`<button
        type="button"
        class="icon"
        aria-label=${label}
        title=${label}
        @click=${() => void this.#forget(one)}
      >
        ${icon("close", 16)}
      </button>`,
      open: () =>
        thread
          ? side?.open({ kind: "thread", conversation: message.conversation_id, thread })
          : side?.reveal(message.conversation_id, message.id),
    });
  }
}
