import { css } from "lit";

/** What hangs on a message: its flags, what it answers, its thread, and that it names the reader. */
export const extrasStyles = css`
  .flags,
  .origin {
    display: flex;
    align-items: center;
    gap: 12px;
    max-inline-size: 100%;
    min-block-size: 20px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .flags {
    margin-block: 4px 2px;
  }
  .flags span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .flags svg {
    color: var(--_accent-text);
  }
  .origin {
    gap: 4px;
    min-block-size: 24px;
    border-radius: 4px;
  }
  .origin b {
    color: var(--_text);
    font-weight: 600;
  }
  .origin:hover b {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .kept .bubble {
    border: 1px dashed var(--_edge);
    background: none;
  }
  onrecord-reactions:not(:defined) {
    display: block;
    block-size: calc(max(28px, calc(var(--_target) - 8px)) + 6px);
  }
  .thread {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    min-block-size: max(28px, var(--_target));
    margin-block: 2px;
    margin-inline-start: -4px;
    padding: 2px 8px 2px 4px;
    border-radius: var(--_r);
    color: var(--_accent-text);
    font: var(--_t1);
    overflow: hidden;
    white-space: nowrap;
    transition: background var(--_fast) var(--_ease);
  }
  .thread:hover {
    background: var(--_surface-3);
  }
  .thread .count {
    font-weight: 600;
  }
  .thread .last {
    color: var(--_muted);
  }
  .thread.unread .last {
    color: var(--_text);
    font-weight: 600;
  }
  .faces {
    --_size: 24px;
    display: flex;
  }
  .faces .avatar {
    border-radius: 50%;
    box-shadow: 0 0 0 2px var(--_surface);
  }
  .faces .avatar + .avatar {
    margin-inline-start: -6px;
  }
  .new-dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_danger);
  }
  :host([layout="rows"]) .message.named {
    background: color-mix(in oklab, var(--_warn-soft) 60%, transparent);
    box-shadow: inset 3px 0 var(--_warn);
  }
  :host([layout="rows"]) .message.named:dir(rtl) {
    box-shadow: inset -3px 0 var(--_warn);
  }
  @media (forced-colors: active) {
    .new-dot {
      background: Highlight;
      forced-color-adjust: none;
    }
    .message.named .bubble {
      border-inline-start: 4px solid Highlight;
    }
  }
`;
