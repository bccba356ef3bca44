import { css } from "lit";

export const rosterStyles = css`
  :host {
    --_size: 32px;
  }
  .scroll {
    gap: 16px;
  }
  .numbers {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }
  .numbers p {
    color: var(--_muted);
  }
  .numbers .old {
    padding: 8px 12px;
    border-radius: var(--_r);
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .bar {
    display: grid;
    grid-template-columns: 1fr auto;
    row-gap: 4px;
  }
  .bar b {
    margin-inline-end: 8px;
    font-weight: 600;
  }
  .value {
    color: var(--_muted);
  }
  .value b {
    color: var(--_text);
  }
  progress {
    grid-column: 1 / -1;
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 8px;
    border: 0;
    border-radius: 4px;
    background: var(--_surface-3);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_surface-3);
  }
  progress::-webkit-progress-value {
    border-radius: 4px;
    background: var(--_accent);
  }
  progress::-moz-progress-bar {
    border-radius: 4px;
    background: var(--_accent);
  }
  li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 48px;
  }
  .who {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: flex-start;
    min-inline-size: 0;
  }
  small {
    color: var(--_muted);
    font: var(--_t1);
  }
  .told {
    flex: 1 1 100%;
    color: var(--_good);
  }
  .told:empty {
    display: none;
  }
`;
