import { css } from "lit";

export const timelineStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .scroll {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    display: flex;
    flex-direction: column;
    padding-block: 8px 12px;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .scroll:focus-visible {
    outline-offset: -2px;
  }
  .log {
    inline-size: 100%;
    max-inline-size: 960px;
    margin-inline: auto;
    margin-block-start: auto;
  }
  .divider {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 20px 16px 4px;
    color: var(--_muted);
    font: var(--_t1);
    font-weight: 600;
  }
  .divider::before,
  .divider::after {
    content: "";
    flex: 1;
    block-size: 1px;
    background: var(--_line);
  }
  .divider.news {
    padding-block: 12px 0;
    color: var(--_danger);
  }
  .divider.news::before,
  .divider.news::after {
    background: currentColor;
    opacity: 0.5;
  }
  .notice {
    padding: 8px 16px;
    color: var(--_muted);
    font: var(--_t1);
    text-align: center;
    text-wrap: balance;
  }
  .begin {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 32px 16px 8px;
    color: var(--_muted);
    font: var(--_t2);
  }
  .begin h3 {
    color: var(--_text);
    font: var(--_t5);
    overflow-wrap: anywhere;
  }
  .waiting {
    position: absolute;
    z-index: 3;
    inset-block-end: 12px;
    inset-inline: 0;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }
  .waiting button {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 4px 16px 4px 12px;
    border: 1px solid var(--_line);
    border-radius: 18px;
    background: var(--_surface);
    color: var(--_text);
    font: var(--_t2);
    font-weight: 600;
    pointer-events: auto;
  }
  .waiting button.news {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
`;
