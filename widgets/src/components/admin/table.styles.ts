import { css } from "lit";

/** Numbers that line up. */
export const tableStyles = css`
  .wide-table {
    overflow-x: auto;
    --_fade: color-mix(in oklab, var(--_text) 14%, transparent);
    --_cover: linear-gradient(var(--_ground) 0 0);
    --_ground: var(--_surface);
    --_more: right;
    --_to: left;
    background:
      var(--_cover) left / 12px 100% no-repeat local,
      var(--_cover) right / 12px 100% no-repeat local,
      linear-gradient(to var(--_to), var(--_fade), transparent) var(--_more) / 12px 100% no-repeat
        scroll;
  }
  .wide-table:dir(rtl) {
    --_more: left;
    --_to: right;
  }
  .card .wide-table {
    --_ground: var(--_surface-2);
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
    vertical-align: baseline;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    color: var(--_muted);
    font: var(--_t1);
    vertical-align: bottom;
    white-space: normal;
    text-wrap: balance;
  }
  th:first-child {
    position: sticky;
    inset-inline-start: 0;
    min-inline-size: 128px;
    background: var(--_ground);
    padding-inline-start: 0;
    text-align: start;
    white-space: normal;
  }
  :is(th, td):last-child {
    padding-inline-end: 4px;
  }
  @container (width < 760px) {
    :is(th, td):not(:first-child) {
      padding-inline: 8px;
    }
  }
  tbody th .end {
    display: block;
  }
  tbody th {
    overflow-wrap: anywhere;
  }
`;
