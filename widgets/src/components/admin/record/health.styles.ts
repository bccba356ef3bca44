import { css } from "lit";

/** How it stands with the record. */
export const healthStyles = css`
  .column {
    gap: 16px;
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    font: var(--_t3);
  }
  .running {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  progress {
    flex: 1;
    min-inline-size: 120px;
    max-inline-size: 320px;
    accent-color: var(--_accent);
  }
  .things > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    gap: 2px 8px;
    padding-block: 12px;
    border-block-start: 1px solid var(--_line);
  }
  .things > li:first-child {
    border-block-start: 0;
    padding-block-start: 0;
  }
  .things > li:last-child {
    padding-block-end: 0;
  }
  .things b {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .things :is(p, div) {
    grid-column: 1 / -1;
    color: var(--_muted);
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .things > li > .wrong {
    color: var(--_danger);
  }
  details > .button {
    margin-block-start: 12px;
  }
  .things.earlier {
    margin-block-start: 12px;
  }
`;
