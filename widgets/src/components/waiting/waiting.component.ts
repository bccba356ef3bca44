import { type TemplateResult, css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordPanel } from "../../base/panel.ts";
import { myId } from "../../base/state.ts";
import { conversationTitle, personName } from "../../core/selectors.ts";
import type { ChatState } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import "../announced/announced.ts";
import { body, bodyStyles } from "../body/body.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";

/** The announcements that wait for one's word, each with its button. */
export class OnrecordWaiting extends OnrecordPanel {
  static override styles = [
    ...OnrecordPanel.styles,
    bodyStyles,
    stateStyles,
    css`
      .one {
        padding: 16px;
        border: 1px solid var(--_line);
        border-radius: calc(var(--_r) * 1.5);
        background: var(--_surface);
      }
      .all {
        display: flex;
        flex-direction: column;
        gap: 12px;
      }
      .from {
        display: block;
        inline-size: 100%;
        margin-block-end: 8px;
        color: var(--_muted);
        font: var(--_t1);
      }
      .from b {
        display: block;
        color: var(--_accent-text);
        font: var(--_t2);
        font-weight: 600;
      }
      .text {
        display: -webkit-box;
        overflow: hidden;
        font: var(--_t3);
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 8;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return this.frame(this.t("waiting.title"), this.#content());
  }

  #content(): TemplateResult {
    const now = this.state;
    const waiting = now?.waiting;
    if (!now || !waiting) return skeletonRows(this.t("wait.message"), 3);
    if (waiting.length === 0)
      return emptyState("checks", this.t("waiting.none"), this.t("waiting.none_next"));
    return html`<ul class="all">
      ${repeat(
        waiting,
        (message) => message.id,
        (message) => html`<li class="one">${this.#one(now, message)}</li>`,
      )}
    </ul>`;
  }

  #one(now: ChatState, message: Message): TemplateResult {
    const info = now.conversations[message.conversation_id]?.info;
    const readers = { me: myId(now), name: (id: string) => personName(now, id) };
    return html`<button
        type="button"
        class="from"
        @click=${() => this.side?.reveal(message.conversation_id, message.id)}
      >
        <b class="clip" dir="auto">${info ? conversationTitle(now, info) : ""}</b>
        ${personName(now, message.author)} · ${this.speech.brief(message.created_at)}
      </button>
      <div class="text">${body(message.text ?? "", readers)}</div>
      <onrecord-announced
        .speech=${this.speech}
        .store=${this.store}
        .message=${message}
      ></onrecord-announced>`;
  }
}
