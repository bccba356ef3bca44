import { css } from "lit";

export const listStyles = css`
  :host {
    --_behind: var(--_surface-2);
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_surface-2);
  }
  .top {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 56px;
    padding-inline: 16px 8px;
  }
  .top h2 {
    flex: 1;
    font: var(--_t4);
  }
  .search {
    position: relative;
    padding: 0 12px 8px;
    color: var(--_muted);
  }
  .search svg {
    position: absolute;
    inset-block-start: calc((max(var(--_target), 36px) - 16px) / 2);
    inset-inline-start: 24px;
    pointer-events: none;
  }
  .search .field {
    padding-inline-start: 36px;
    border-color: transparent;
    background: var(--_surface-3);
    color: var(--_text);
    font: var(--_t2);
  }
  .search .field::-webkit-search-cancel-button {
    display: none;
  }
  .scroll {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0 8px 16px;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  h3 {
    padding: 12px 8px 4px;
    color: var(--_muted);
    font: var(--_t1);
    font-weight: 600;
  }
  .heading {
    display: flex;
    align-items: center;
    min-block-size: 28px;
    margin-block: 8px 2px;
  }
  .heading h3 {
    flex: 1;
    min-inline-size: 0;
    padding-block: 0;
  }
  .fold {
    display: flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    min-block-size: var(--_target);
    border-radius: var(--_r-s);
    font: inherit;
  }
  .fold[aria-expanded="false"] svg {
    rotate: -90deg;
  }
  button.place {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: max(36px, var(--_target));
    padding-inline: 8px;
    border-radius: var(--_r);
    color: var(--_muted);
    font: var(--_t2);
  }
  button.place:hover {
    background: var(--_surface-3);
    color: var(--_text);
  }
  .place.asks + .place.asks {
    margin-block-start: 4px;
  }
  .place.asks {
    background: var(--_own);
    color: var(--_accent-text);
    font-weight: 600;
  }
  .place.asks .clip {
    padding-block: 8px;
    white-space: normal;
  }
  .place.fresh {
    color: var(--_text);
    font-weight: 600;
  }
  .place.fresh::after {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-start: auto;
    border-radius: 50%;
    background: var(--_accent);
    content: "";
  }
  .place:focus-visible {
    outline-offset: -2px;
  }
  .row {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 12px;
    align-items: center;
    inline-size: 100%;
    padding: calc(2 * var(--_u)) 8px;
    border-radius: var(--_r);
    transition: background var(--_fast) var(--_ease);
  }
  .row .avatar {
    grid-row: 1 / span 2;
  }
  .row:hover {
    --_behind: var(--_surface-3);
    background: var(--_surface-3);
  }
  .row[aria-current] {
    --_behind: var(--_own);
    background: var(--_own);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .upper,
  .lower {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .title,
  .line {
    flex: 1;
  }
  .title {
    font: var(--_t3);
    line-height: 20px;
  }
  .at {
    color: var(--_muted);
    font: var(--_t1);
  }
  .line {
    color: var(--_muted);
    font: var(--_t2);
  }
  .loud .title,
  .loud .at {
    font-weight: 600;
  }
  .loud .line {
    color: var(--_text);
  }
  .loud .at {
    color: var(--_accent-text);
  }
  .line.typing,
  .line.draft b {
    color: var(--_accent-text);
  }
  .line.draft b {
    font-weight: 600;
  }
  .line.failed {
    color: var(--_danger);
  }
  .line.removed {
    font-style: italic;
  }
  .marks {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 4px;
    min-block-size: 20px;
    color: var(--_muted);
  }
  .badge {
    display: inline-grid;
    place-items: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 6px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: var(--_t1);
    font-weight: 600;
  }
  .badge.at-you {
    padding-inline: 0;
    background: var(--_warn-soft);
    color: var(--_warn);
    box-shadow: inset 0 0 0 1px var(--_warn);
  }
  .badge.still {
    background: var(--_surface-3);
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .row[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .badge {
      border: 1px solid CanvasText;
    }
  }
`;
