import { css } from "lit";

/** The search of the trail, and its entries. */
export const trailStyles = css`
  form {
    max-inline-size: none;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
    gap: 12px 16px;
    align-items: start;
  }
  .fields .field {
    inline-size: 100%;
  }
  .entries {
    display: flex;
    flex-direction: column;
  }
  .entries li {
    border-block-start: 1px solid var(--_line);
  }
  summary {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 8px;
    padding-block: 8px;
    cursor: pointer;
    list-style: none;
  }
  summary::before {
    content: none;
  }
  summary:hover b {
    color: var(--_accent-text);
  }
  summary b {
    font-weight: 600;
  }
  summary svg {
    color: var(--_muted);
  }
  details:not([open]) > summary svg {
    transform: rotate(-90deg);
  }
  details:not([open]) > summary svg:dir(rtl) {
    transform: rotate(90deg);
  }
  .position {
    color: var(--_muted);
    font: var(--_t1);
    font-variant-numeric: tabular-nums;
  }
  .line {
    grid-column: 2 / -1;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  dl {
    padding-block: 4px 16px;
    padding-inline-start: 24px;
  }
  details > .acts {
    padding-block-end: 16px;
    padding-inline-start: 24px;
  }
  .all {
    grid-column: 1 / -1;
    min-inline-size: 0;
  }
  .all pre {
    margin-block: 4px 0;
  }
`;
