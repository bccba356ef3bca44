import { type PropertyValues, type TemplateResult, css, html } from "lit";
import { property, state } from "lit/decorators.js";

import { lazyStyles } from "../../base/lazy.ts";
import { PARTS } from "../../base/parts.ts";
import { OnrecordShell } from "../../base/shell.ts";
import { Side, type SideHost, type SideView } from "../../base/side.ts";
import { isShutOut } from "../../base/state.ts";
import type { Problem } from "../../core/problems.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { tokens } from "../../styles/tokens.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { paneStyles } from "../chat/chat.styles.ts";
import type { OnrecordRoom } from "../room/room.component.ts";

/**
 * One conversation alone, for a page about one thing.
 *
 * @event onrecord-open - The conversation was found; `detail` is `{conversationId, subject}`.
 * @event onrecord-unread - The totals changed; `detail` is `{unread, mentions}`.
 * @event onrecord-error - Something was refused; `detail` is the problem.
 */
export class OnrecordConversation extends OnrecordShell implements SideHost {
  static override styles = [
    tokens,
    reset,
    buttons,
    stateStyles,
    lazyStyles,
    paneStyles,
    css`
      onrecord-room {
        --_back: none;
      }
      .alone {
        display: flex;
        block-size: 100%;
        overflow: auto;
        flex-direction: column;
        padding: 16px;
      }
      @container (width < 720px) {
        .detailed > onrecord-room {
          display: none;
        }
      }
      @container (width >= 720px) {
        .detailed {
          grid-template-columns: minmax(0, 1fr) clamp(280px, 36%, 400px);
        }
      }
    `,
  ];

  /** The conversation to show. */
  @property({ attribute: "conversation-id" }) conversationId: string | null = null;
  /** The host's object whose conversation to show, such as `order:1234`. */
  @property() subject: string | null = null;

  @state() private found: string | null = null;
  @state() private sought = false;

  /** The pane beside the conversation. */
  readonly side = new Side(this, this);

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const target = ["conversationId", "subject", "base", "store"];
    if (!this.hasUpdated || target.some((name) => changed.has(name))) void this.#seek();
    else if (!this.found && this.state) this.#notice(this.state, changed.get("state"));
  }

  async #seek(): Promise<void> {
    this.side.keep(() => false);
    this.sought = false;
    this.found = this.conversationId;
    const { subject, used } = this;
    if (this.found) this.#tellOpen(this.found);
    else if (subject && used) await this.#look(subject, used);
  }

  /** Ask for the host's object; without an answer it stays open whether there is one. */
  async #look(subject: string, store: ChatStore): Promise<void> {
    try {
      const id = await store.openSubject(subject);
      if (this.subject !== subject) return;
      this.sought = true;
      if (id) this.#tellOpen(id);
    } catch {
      this.sought = false;
    }
  }

  /** What was not there may begin at any time, and what could not be asked can be asked again. */
  #notice(now: ChatState, before: ChatState | undefined): void {
    const begun = this.subject && idOf(now, this.subject);
    if (begun) this.#tellOpen(begun);
    else if (!this.sought && isLive(now) && !isLive(before)) void this.#seek();
  }

  #tellOpen(id: string): void {
    this.found = id;
    this.emit("onrecord-open", { conversationId: id, subject: this.subject });
  }

  protected override render(): TemplateResult {
    const { state: now, used: store } = this;
    if (!now || !store) return html``;
    if (isShutOut(now))
      return this.#alone("alert", "chat.signed_out", now.connection.problem?.detail ?? "");
    return this.found ? this.#panes(now, store, this.found) : this.#absent();
  }

  /** Show a message; another conversation is for the page to show. */
  show(id: string, message: string | null): void {
    const room = this.find<OnrecordRoom>("onrecord-room");
    if (id !== this.found) this.emit("onrecord-open", { conversationId: id, subject: null });
    else if (message) void room?.reveal(message);
  }

  looksAt(): string | null {
    return this.found;
  }

  goTo(id: string, message: string): boolean {
    if (id !== this.found) return false;
    this.side.reveal(id, message);
    return true;
  }

  left(): void {}

  focusBack(): void {
    this.find<OnrecordRoom>("onrecord-room")?.focusTitle();
  }

  focusWriting(): void {
    this.find<OnrecordRoom>("onrecord-room")?.focusComposer();
  }

  covers(): boolean {
    return this.find("onrecord-room")?.offsetParent === null;
  }

  #panes(now: ChatState, store: ChatStore, id: string): TemplateResult {
    return html`<div class="panes ${this.side.view ? "detailed" : ""}" part="panes">
      <onrecord-room
        exportparts=${PARTS}
        .speech=${this.speech}
        .store=${store}
        .state=${now}
        .conversationId=${id}
        .sendOn=${this.sendOn}
        .active=${this.visible}
        .detailed=${this.side.shows("details")}
        @details=${() => this.side.toggle({ kind: "details", conversation: id })}
        @side=${(event: CustomEvent<SideView>) => this.side.open(event.detail)}
        @problem=${(event: CustomEvent<Problem>) => this.emit("onrecord-error", event.detail)}
      ></onrecord-room>
      ${this.side.draw(store, now)}
    </div>`;
  }

  #absent(): TemplateResult {
    if (!this.sought)
      return html`<div class="alone">${skeletonRows(this.t("wait.messages"), 5)}</div>`;
    return this.#alone("chat", "chat.no_subject", this.t("chat.no_subject_next"));
  }

  #alone(
    glyph: "alert" | "chat",
    key: "chat.signed_out" | "chat.no_subject",
    text: string,
  ): TemplateResult {
    return html`<div class="alone">
      ${emptyState(glyph, this.t(key), text, {
        label: this.t("action.retry"),
        run: () => {
          this.used?.reconnectNow();
          void this.#seek();
        },
      })}
    </div>`;
  }
}

function idOf(state: ChatState, subject: string): string | undefined {
  const all = Object.values(state.conversations);
  return all.find(({ info }) => info.subject === subject)?.info.id;
}

function isLive(state: ChatState | undefined): boolean {
  return state?.connection.phase === "live";
}
