import { type PropertyValues, type TemplateResult, html, nothing } from "lit";

import { pin, pins } from "../../core/pins/actions.ts";
import type { Port } from "../../core/port.ts";
import { personName } from "../../core/selectors.ts";
import type { Message, Page, Pin } from "../../generated/wire.ts";
import { excerpt } from "../excerpt/excerpt.ts";
import { KeptPanel } from "../excerpt/kept.ts";
import { emptyState } from "../states/states.ts";

/** What a conversation keeps at hand, the latest pin first. */
export class OnrecordPins extends KeptPanel<Pin> {
  #shown = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const key = `${this.#id()} ${this.#pinned()}`;
    if (key === this.#shown || !this.store) return;
    if (!this.#shown.startsWith(this.#id())) this.found.items = null;
    this.#shown = key;
    void this.load();
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

  protected override fetchPage(port: Port, cursor: string | null): Promise<Page<Pin>> {
    return pins(port, this.#id(), cursor);
  }

  protected override release(port: Port, message: Message): Promise<unknown> {
    return pin(port, message, false);
  }

  protected override render(): TemplateResult {
    const none = (): TemplateResult =>
      emptyState("pin", this.t("pins.none"), this.t("pins.none_next"));
    return this.frame(this.t("pins.title"), this.drawList(none));
  }

  protected override drawOne(one: Pin): unknown {
    const { state, side } = this;
    if (!state) return nothing;
    const by = this.t("pins.by", { name: personName(state, one.pinned_by) });
    return excerpt({
      message: one.message,
      state,
      speech: this.speech,
      below: html`<span class="below">${by}</span>`,
      tool: this.drawTool(one, this.t("action.unpin")),
      open: () => side?.reveal(one.message.conversation_id, one.message.id),
    });
  }
}
