import { type PropertyValues, type TemplateResult, html, nothing } from "lit";

import type { Port } from "../../core/port.ts";
import { listSaved, save } from "../../core/saved/actions.ts";
import type { Message, Page, Saved } from "../../generated/wire.ts";
import { excerpt } from "../excerpt/excerpt.ts";
import { KeptPanel } from "../excerpt/kept.ts";
import { emptyState } from "../states/states.ts";

/** What one saved for oneself, the latest first. */
export class OnrecordSaved extends KeptPanel<Saved> {
  #asked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#asked = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.#asked || !this.store) return;
    this.#asked = true;
    void this.load();
  }

  protected override fetchPage(port: Port, cursor: string | null): Promise<Page<Saved>> {
    return listSaved(port, cursor);
  }

  protected override release(port: Port, message: Message): Promise<unknown> {
    return save(port, message, false);
  }

  protected override render(): TemplateResult {
    const none = (): TemplateResult =>
      emptyState("bookmark", this.t("saved.none"), this.t("saved.none_next"));
    const hint = html`<p class="hint">${this.t("saved.hint")}</p>`;
    return this.frame(this.t("saved.title"), this.drawList(none, hint));
  }

  protected override drawOne(one: Saved): unknown {
    const { state, side } = this;
    if (!state) return nothing;
    const { message } = one;
    const thread = message.in_channel ? null : message.thread_id;
    return excerpt({
      message,
      state,
      speech: this.speech,
      where: true,
      tool: this.drawTool(one, this.t("action.unsave")),
      open: () =>
        thread
          ? side?.open({ kind: "thread", conversation: message.conversation_id, thread })
          : side?.reveal(message.conversation_id, message.id),
    });
  }
}
