import { css } from "lit";

export const trayStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    max-block-size: 40vh;
    padding: 8px;
    overflow-y: auto;
  }
  :host([empty]) {
    display: none;
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .waiting .clip {
    flex: 1;
    min-inline-size: 0;
  }
  .items {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .item {
    display: grid;
    grid-template-columns: 40px 1fr auto;
    gap: 4px 8px;
    align-items: center;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_r-s);
    background: var(--_surface);
  }
  .small {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: var(--_r-s);
    background: var(--_surface-3);
    color: var(--_muted);
    overflow: hidden;
  }
  .small canvas {
    inline-size: 40px;
    block-size: 40px;
    object-fit: cover;
  }
  .what {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    font: var(--_t2);
  }
  .state {
    color: var(--_muted);
    font: var(--_t1);
    font-variant-numeric: tabular-nums;
  }
  .refused .state {
    color: var(--_danger);
  }
  .does {
    display: flex;
  }
  progress {
    grid-column: 1 / -1;
    inline-size: 100%;
    block-size: 4px;
    border: 0;
    border-radius: 2px;
    appearance: none;
    background: var(--_surface-3);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_surface-3);
  }
  progress::-webkit-progress-value {
    background: var(--_accent-text);
    transition: inline-size var(--_fast) var(--_ease);
  }
  progress::-moz-progress-bar {
    background: var(--_accent-text);
  }
  .alt {
    grid-column: 2 / -1;
    min-block-size: max(28px, calc(var(--_target) - 8px));
    padding-inline: 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_r-s);
    background: none;
    color: var(--_text);
    font: var(--_t2);
  }
  .over {
    color: var(--_danger);
    font: var(--_t1);
  }
`;
