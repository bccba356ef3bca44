/** A message outside of its conversation: in a list of pins, saved ones or threads. */
import { type TemplateResult, css, html } from "lit";

import type { Speech } from "../../base/speech.ts";
import { conversationTitle, personName } from "../../core/selectors.ts";
import type { ChatState } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import { personAvatar } from "../avatar/avatar.ts";
import { messageLine } from "../list/rows.ts";

export interface Excerpt {
  readonly message: Message;
  readonly state: ChatState;
  readonly speech: Speech;
  /** More below the words, such as how many answered. */
  readonly below?: unknown;
  /** A button beside it, such as one that takes it off the list. */
  readonly tool?: unknown;
  /** Whether to say where it was said. */
  readonly where?: boolean;
  open(): void;
}

/** Draw it as a line of a list; pressing it leads to where it was said. */
export function excerpt(one: Excerpt): TemplateResult {
  const { message, state, speech, below, tool, where = false } = one;
  const name = personName(state, message.author);
  const info = state.conversations[message.conversation_id]?.info;
  return html`<li class="excerpt">
    <button type="button" class="to" part="row" @click=${() => one.open()}>
      ${personAvatar(message.author, name)}
      <span class="says">
        <span class="by"
          ><bdi class="name">${name}</bdi>
          <time datetime=${message.created_at} title=${speech.moment(message.created_at)}
            >${speech.brief(message.created_at)}</time
          ></span
        >
        ${where && info ? html`<bdi class="place">${conversationTitle(state, info)}</bdi>` : ""}
        <span class="words" dir="auto">${messageLine(state, message, speech)}</span>
        ${below ?? ""}
      </span>
    </button>
    ${tool ?? ""}
  </li>`;
}

export const excerptStyles = css`
  .excerpts {
    display: flex;
    flex-direction: column;
    gap: 4px;
    margin-inline: -8px;
  }
  .excerpt {
    display: flex;
    align-items: flex-start;
    border-radius: var(--_r);
  }
  .excerpt:hover {
    background: var(--_surface-3);
  }
  .to {
    --_size: 32px;
    flex: 1;
    display: flex;
    gap: 12px;
    min-inline-size: 0;
    padding: 8px;
    border-radius: var(--_r);
  }
  .to:focus-visible {
    outline-offset: -2px;
  }
  .says {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  .by {
    display: flex;
    align-items: baseline;
    gap: 8px;
  }
  .by .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .by time,
  .place,
  .below {
    color: var(--_muted);
    font: var(--_t1);
  }
  .words {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .below {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-start: 4px;
  }
  .below b {
    color: var(--_accent-text);
    font-weight: 600;
  }
  .excerpt > .icon {
    margin-block-start: 4px;
  }
  .hint {
    color: var(--_muted);
    font: var(--_t1);
  }
`;
