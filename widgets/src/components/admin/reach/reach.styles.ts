import { css } from "lit";

/** How far announcements have come, as bars that say their numbers beside them. */
export const reachStyles = css`
  .far {
    display: grid;
    gap: 12px;
  }
  .far .card {
    gap: 8px;
  }
  .far h4 {
    overflow-wrap: anywhere;
  }
  .bar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 12px;
    font: var(--_t2);
  }
  .bar .value {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
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
  .why {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .pick {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
    }
  }
`;
