import { css } from "lit";

/** Numbers that line up. */
export const tableStyles = css`
  .wide-table {
    overflow-x: auto;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font: var(--_t2);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 8px 12px;
    border-block-end: 1px solid var(--_line);
    text-align: end;
    vertical-align: top;
    font-weight: 400;
  }
  thead th {
    color: var(--_muted);
    font: var(--_t1);
    vertical-align: bottom;
  }
  th:first-child {
    min-inline-size: 160px;
    padding-inline-start: 0;
    text-align: start;
  }
  tbody th .end {
    display: block;
  }
  tbody th {
    overflow-wrap: anywhere;
  }
`;
