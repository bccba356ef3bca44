import { css } from "lit";

/** The search of the trail, and its entries. */
export const trailStyles = css`
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
    gap: 12px 16px;
    align-items: start;
    margin-block-end: 12px;
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
    display: flex;
    flex-direction: column;
    gap: 2px;
    padding-block: 10px;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .what {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    font-weight: 600;
  }
  .line {
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  dl {
    padding-block-end: 12px;
  }
  dt {
    color: var(--_muted);
    font: var(--_t1);
  }
  dd {
    margin: 0 0 8px;
    min-inline-size: 0;
  }
  pre {
    overflow-x: auto;
  }
`;
