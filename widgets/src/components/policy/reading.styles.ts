import { css } from "lit";

export const readingStyles = css`
  :host {
    display: block;
    text-wrap: pretty;
    container-type: inline-size;
  }
  article {
    display: flex;
    flex-direction: column;
    gap: 24px;
  }
  header {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .standing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .standing b {
    padding: 2px 8px;
    border-radius: 10px;
    background: var(--_own);
    color: var(--_accent-text);
    font-weight: 600;
  }
  h3 {
    font: var(--_t4);
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .summary {
    font: var(--_t3);
  }
  .more {
    color: var(--_muted);
    font: var(--_t2);
    white-space: pre-line;
  }
  .mark {
    display: flex;
    gap: 8px;
    color: var(--_good);
    font: var(--_t2);
  }
  .mark svg {
    margin-block-start: 2px;
  }
  .mark.todo {
    color: var(--_warn);
    font-weight: 600;
  }
  .box {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 12px 16px 16px;
    border-radius: var(--_r);
    background: var(--_own);
    font: var(--_t2);
  }
  .box h4 {
    color: var(--_accent-text);
  }
  .box .news .gone,
  .box .news .gone svg {
    color: color-mix(in oklab, var(--_text) 78%, var(--_own));
  }
  .coming {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    align-items: center;
    padding-block-end: 12px;
    background: var(--_surface-3);
  }
  .coming svg {
    color: var(--_accent-text);
  }
  .coming .button {
    grid-column: 2;
    justify-self: start;
    background: var(--_surface);
  }
  h4 {
    margin: 0;
    font: var(--_t2);
    font-weight: 600;
  }
  .lines {
    display: flex;
    flex-direction: column;
    gap: 8px;
    margin-block-start: 8px;
    font: var(--_t2);
  }
  .lines li {
    position: relative;
    padding-inline-start: 16px;
    overflow-wrap: anywhere;
  }
  .lines li::before {
    content: "";
    position: absolute;
    inset-block-start: 8px;
    inset-inline-start: 2px;
    inline-size: 4px;
    block-size: 4px;
    border-radius: 50%;
    background: var(--_edge);
  }
  .lines .fresh::before {
    background: var(--_accent-text);
  }
  .lines ins {
    text-decoration: none;
    font-weight: 600;
  }
  .tag {
    display: inline-block;
    padding-inline: 6px;
    border-radius: 8px;
    background: var(--_own);
    color: var(--_accent-text);
    font: var(--_t1);
    font-weight: 600;
  }
  @container (width >= 560px) {
    h3 {
      font: var(--_t5);
    }
    h4 {
      font: var(--_t3);
      font-weight: 600;
    }
    .lines {
      font: var(--_t3);
    }
    .lines li::before {
      inset-block-start: 10px;
    }
    .coming {
      grid-template-columns: 16px minmax(0, 1fr) auto;
    }
    .coming .button {
      grid-column: 3;
    }
  }
  @media (forced-colors: active) {
    .box,
    .tag,
    .standing b {
      border: 1px solid CanvasText;
    }
    .lines li::before {
      background: CanvasText;
    }
  }
`;
