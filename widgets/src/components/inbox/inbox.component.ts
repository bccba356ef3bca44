import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import type { Port } from "../../core/port.ts";
import { listThreads, readAllThreads } from "../../core/threads/actions.ts";
import { personName } from "../../core/selectors.ts";
import type { ChatState } from "../../core/types.ts";
import type { Page, Thread } from "../../generated/wire.ts";
import { excerpt } from "../excerpt/excerpt.ts";
import { ExcerptsPanel } from "../excerpt/kept.ts";
import { messageLine, shortName } from "../list/rows.ts";
import { emptyState } from "../states/states.ts";
import { inboxStyles } from "./inbox.styles.ts";

const CAP = 99;

/** The threads that one follows, the latest activity first, with what is unread in each. */
export class OnrecordInbox extends ExcerptsPanel<Thread> {
  static override styles = [...ExcerptsPanel.styles, inboxStyles];

  @state() private unread = false;

  #shown = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.#shown = "";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const key = `${this.unread} ${this.state ? signs(this.state) : ""}`;
    if (key === this.#shown || !this.store) return;
    this.#shown = key;
    void this.load();
  }

  protected override fetchPage(port: Port, cursor: string | null): Promise<Page<Thread>> {
    return listThreads(port, this.unread, cursor);
  }

  async #readAll(): Promise<void> {
    const { store } = this;
    if (store && (await this.attempt(() => readAllThreads(store.port)))) await this.load();
  }

  protected override render(): TemplateResult {
    return this.frame(
      this.t("inbox.title"),
      html`${this.#choice()}
        <div role="status" class="sr">${this.#told()}</div>
        ${this.drawList(() => this.#none())}`,
    );
  }

  #told(): string {
    const { items } = this.found;
    return items ? this.t("inbox.count", { count: items.length }) : "";
  }

  #choice(): TemplateResult {
    const one = (unread: boolean, label: string): TemplateResult =>
      html`<button
        type="button"
        aria-pressed=${unread === this.unread ? "true" : "false"}
        @click=${() => (this.unread = unread)}
      >
        ${label}
      </button>`;
    return html`<div class="choice">
      <span class="segments" role="group" aria-label=${this.t("inbox.show")}
        >${one(false, this.t("inbox.all"))}${one(true, this.t("inbox.unread"))}</span
      >
      <button type="button" class="link" @click=${() => void this.#readAll()}>
        ${this.t("inbox.read_all")}
      </button>
    </div>`;
  }

  #none(): TemplateResult {
    return this.unread
      ? emptyState("check", this.t("inbox.none_unread"), "")
      : emptyState("thread", this.t("inbox.none"), this.t("inbox.none_next"));
  }

  protected override drawOne({
    id,
    conversation_id: conversation,
    root,
    last_reply: last,
  }: Thread): unknown {
    const { state: now, side } = this;
    if (!now) return nothing;
    const unread = root.thread?.unread ?? 0;
    const count = root.thread?.replies ?? 0;
    const latest =
      last &&
      html`<span class="clip" dir="auto"
        >${shortName(personName(now, last.author))}: ${messageLine(now, last, this.speech)}</span
      >`;
    return excerpt({
      message: root,
      state: now,
      speech: this.speech,
      where: true,
      below: html`<span class="below"
        ><b>${this.t("thread.replies", { count })}</b
        >${latest}${unread > 0 ? this.#badge(unread) : nothing}</span
      >`,
      open: () => side?.open({ kind: "thread", conversation, thread: id }),
    });
  }

  #badge(unread: number): TemplateResult {
    return html`<span class="badge" part="badge"
      ><span aria-hidden="true">${unread > CAP ? `${CAP}+` : this.speech.number(unread)}</span
      ><span class="sr">${this.t("list.unread", { count: unread })}</span></span
    >`;
  }
}

/** What tells that threads have changed: their unread counts, and the latest replies. */
function signs({ conversations }: ChatState): string {
  const one = Object.values(conversations).map(({ info }) => {
    return `${info.unread_threads}.${info.last_reply_position}`;
  });
  return one.join();
}
