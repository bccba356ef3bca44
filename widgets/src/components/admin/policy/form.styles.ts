import { css } from "lit";

/** Parts, their items one below the other, and the fields of one side by side where there is room. */
export const formStyles = css`
  section:focus-visible {
    outline-offset: 2px;
  }
  h5 {
    margin: 0;
    font: var(--_t2);
    font-weight: 600;
  }
  .members {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    align-items: start;
  }
  .inner {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .items {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .item {
    border-radius: var(--_r);
    background: var(--_surface);
  }
  .named {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    min-inline-size: 0;
  }
  .named .end {
    flex-basis: 100%;
  }
  .item summary {
    align-items: flex-start;
    min-block-size: max(40px, var(--_target));
    padding: 10px 12px;
    border-radius: var(--_r);
  }
  .item summary::before {
    margin-block-start: 7px;
  }
  .item summary:hover {
    background: var(--_surface-3);
  }
  .item b {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .item .end {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .inside {
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 8px 12px 16px;
  }
  .adding {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .adding .field {
    flex: 1 1 160px;
    min-inline-size: 0;
    max-inline-size: 320px;
  }
  .time {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 8px;
  }
  .checks {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
    gap: 4px 16px;
    margin-block-start: 4px;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(28px, var(--_target));
  }
  .check input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
  @container (width >= 560px) {
    .members {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .whole {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .item {
      border: 1px solid CanvasText;
    }
  }
`;
