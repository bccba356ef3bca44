import { css } from "lit";

export const messageStyles = css`
  .message {
    --_size: 32px;
    position: relative;
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr);
    column-gap: 12px;
    padding: 1px 16px;
    scroll-margin-block: 64px;
  }
  .message.first {
    margin-block-start: calc(3 * var(--_u));
  }
  .message:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_r);
  }
  .main {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    min-inline-size: 0;
  }
  .byline {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 8px;
    margin-block-end: 2px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .name {
    color: var(--_text);
    font: var(--_t2);
    font-weight: 600;
  }
  .priority {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding-inline: 4px 8px;
    border-radius: 10px;
    background: var(--_warn-soft);
    color: var(--_warn);
    font-weight: 600;
    line-height: 20px;
  }
  .priority.urgent {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .hover-time {
    display: block;
    padding-block-start: 8px;
    color: var(--_muted);
    font: var(--_t1);
    font-size: calc(11px * var(--_z));
    text-align: end;
    visibility: hidden;
  }
  .message:is(:hover, :focus-visible, :has(:focus-visible)) .hover-time {
    visibility: visible;
  }
  .bubble-line {
    position: relative;
    max-inline-size: min(100%, 68ch);
  }
  .bubble {
    padding: calc(2 * var(--_u)) 12px;
    border-radius: var(--_r-l);
    border-start-start-radius: 4px;
    background: var(--_surface-3);
    color: var(--_text);
    font: var(--_t3);
  }
  .message.other:not(.last) .bubble {
    border-end-start-radius: 4px;
  }
  .own .main {
    grid-column: 1 / -1;
    align-items: flex-end;
    padding-inline-start: 15%;
  }
  .own .side,
  .own .byline .name {
    display: none;
  }
  .own .bubble {
    border-start-start-radius: var(--_r-l);
    border-start-end-radius: 4px;
    background: var(--_own);
  }
  .own:not(.last) .bubble {
    border-end-end-radius: 4px;
  }
  .own.first .bubble {
    border-start-end-radius: var(--_r-l);
  }
  .other .main {
    padding-inline-end: 8%;
  }

  .quote {
    display: block;
    max-inline-size: 100%;
    margin-block-end: 4px;
    padding: 2px 8px;
    border-inline-start: 3px solid var(--_accent-text);
    border-radius: 4px;
    background: color-mix(in oklab, currentColor 5%, transparent);
    color: var(--_muted);
    font: var(--_t2);
  }
  .quote:disabled {
    opacity: 1;
  }
  .quote .name,
  .quote .clip {
    display: block;
  }
  .quote .name {
    color: var(--_accent-text);
  }
  .edited {
    min-block-size: 24px;
    margin-block-end: -4px;
    color: var(--_muted);
    font: var(--_t1);
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }
  .edited:hover {
    color: var(--_text);
  }
  .tombstone {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    padding: 8px 12px;
    border: 1px dashed var(--_edge);
    border-radius: var(--_r-l);
    color: var(--_muted);
    font: var(--_t2);
  }
  .tombstone svg {
    margin-block: 2px;
  }

  .tools {
    position: absolute;
    z-index: 2;
    inset-block-end: calc(100% - 12px);
    inset-inline-start: max(0px, 100% - 144px);
    display: flex;
    gap: 2px;
    padding: 2px;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    background: var(--_surface);
    visibility: hidden;
  }
  .tools .icon {
    inline-size: 32px;
    block-size: 28px;
  }
  .own .tools {
    inset-inline: auto max(0px, 100% - 144px);
  }
  .message:is(:hover, :focus-visible, :has(:focus-visible)) .tools {
    visibility: visible;
  }
  @media (hover: none) {
    .message:not(:focus-visible, :has(:focus-visible)) .tools {
      visibility: hidden !important;
    }
  }

  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 4px;
    min-block-size: 20px;
    padding-inline: 4px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .status.read svg {
    color: var(--_accent-text);
  }
  .status.failed {
    color: var(--_danger);
  }
  .choices {
    display: flex;
  }
  .link {
    min-block-size: 24px;
    padding-inline: 4px;
    border-radius: 4px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .queued .bubble,
  .sending .bubble {
    opacity: 0.75;
  }
  .failed .bubble {
    background: var(--_danger-soft);
  }

  :host([layout="rows"]) .message {
    padding-block: calc(var(--_u) / 2);
  }
  :host([layout="rows"]) .message:hover {
    background: var(--_surface-2);
  }
  :host(:not([layout="bubbles"])) :is(.own, .other) .main {
    grid-column: 2;
    align-items: flex-start;
    padding-inline: 0;
  }
  :host(:not([layout="bubbles"])) .own .side {
    display: block;
  }
  :host(:not([layout="bubbles"])) .own .byline .name {
    display: inline;
  }
  :host(:not([layout="bubbles"])) .bubble-line {
    max-inline-size: 100%;
    inline-size: 100%;
  }
  :host(:not([layout="bubbles"])) .bubble {
    inline-size: fit-content;
    max-inline-size: min(100%, 80ch);
    padding: 0;
    border-radius: 0;
    background: none;
  }
  :host([layout="rows"]) .byline {
    margin-block-end: 0;
  }
  :host([layout="rows"]) .hover-time {
    padding-block-start: 4px;
  }
  :host(:not([layout="bubbles"])) .tools {
    inset-inline: auto 0;
    inset-block-end: calc(100% - 4px);
  }
  :host(:not([layout="bubbles"])) .status {
    padding: 0;
  }
  :host(:not([layout="bubbles"])) .tombstone {
    inline-size: fit-content;
    margin-block: 2px;
  }
  :host([layout="cards"]) .message {
    inline-size: min(720px, 100% - 16px);
    margin: calc(4 * var(--_u)) auto;
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_r-l);
    background: var(--_surface);
  }
  :host([layout="cards"]) .hover-time {
    display: none;
  }
  :host([layout="cards"]) .status:is(.sent, .delivered, .read) {
    display: none;
  }
  :host([layout="cards"]) .tools {
    inset-block-end: calc(100% + 20px);
  }
  /* Where there is room beside the longest line, nothing that others said is covered. */
  @container (width >= 800px) {
    :host([layout="bubbles"]) .tools {
      inset-block: 2px auto;
      inset-inline: calc(100% + 4px) auto;
    }
    :host([layout="bubbles"]) .own .tools {
      inset-inline: auto calc(100% + 4px);
    }
    :host([layout="rows"]) .tools {
      inset-block: 0 auto;
    }
  }
  :host([layout="cards"]) .byline {
    align-items: center;
    margin-block-end: 8px;
  }
  :host([layout="cards"]) onrecord-announced {
    inline-size: 100%;
  }
  @media (forced-colors: active) {
    .bubble,
    .tools {
      border: 1px solid CanvasText;
    }
  }
`;
