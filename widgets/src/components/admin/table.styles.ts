import { css } from "lit";

/** Numbers that line up. */
export const tableStyles = css`
  .wide-table {
    overflow-x: auto;
    --_fade: color-mix(in oklab, var(--_text) 14%, transparent);
    background:
      linear-gradient(var(--_surface) 0 0) left / 12px 100% no-repeat local,
      linear-gradient(var(--_surface) 0 0) right / 12px 100% no-repeat local,
      linear-gradient(to left, var(--_fade), transparent) right / 12px 100% no-repeat scroll;
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
    position: sticky;
    inset-inline-start: 0;
    min-inline-size: 128px;
    background: var(--_surface);
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
