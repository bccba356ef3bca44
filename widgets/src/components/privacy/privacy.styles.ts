import { css } from "lit";

/** One column on a phone; what the policy says beside everything else where there is room. */
export const privacyStyles = css`
  :host {
    display: block;
    min-block-size: 320px;
    container-type: inline-size;
  }
  .page {
    display: flex;
    flex-direction: column;
    max-inline-size: 1120px;
    margin-inline: auto;
    padding-inline: 16px;
    padding-block-end: max(24px, env(safe-area-inset-bottom));
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 56px;
  }
  .bar .icon {
    margin-inline-start: -8px;
  }
  h2 {
    font: var(--_t4);
  }
  h2:focus-visible,
  .sheet:focus-visible {
    outline: none;
  }
  /* They keep no distance where they say nothing. */
  :is(onrecord-held, onrecord-bringing) {
    --_after: 24px;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 32px;
  }
  .sheet {
    display: flex;
    flex-direction: column;
    gap: 24px;
    min-inline-size: 0;
    scroll-margin-block-start: 16px;
  }
  .asking {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    display: flex;
    flex-direction: column;
    gap: 8px;
    margin-block-start: -8px;
    padding-block: 12px;
    border-block-start: 1px solid var(--_line);
    background: var(--_surface);
  }
  .other {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    padding: 8px 8px 8px 16px;
    border-radius: var(--_r);
    background: var(--_warn-soft);
    color: var(--_warn);
    font: var(--_t2);
    font-weight: 600;
  }
  .other .button {
    background: var(--_surface);
  }
  .own,
  .beside {
    display: flex;
    flex-direction: column;
    gap: 24px;
    min-inline-size: 0;
  }
  .block {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 16px;
    border-radius: var(--_r);
    background: var(--_surface-2);
    font: var(--_t2);
    text-wrap: pretty;
  }
  .block p {
    color: var(--_muted);
  }
  .block > .end {
    align-self: start;
  }
  h3 {
    font: var(--_t3);
    font-weight: 600;
  }
  .block .none {
    display: flex;
    gap: 8px;
    color: var(--_good);
    font-weight: 600;
  }
  .block .kept {
    display: flex;
    gap: 8px;
    color: var(--_warn);
    font-weight: 600;
  }
  .look {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 2px;
    padding: 8px;
    border-block-start: 1px solid var(--_line);
  }
  .look b {
    font-weight: 600;
  }
  .look span {
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .look .link {
    color: var(--_accent-text);
    min-block-size: max(24px, var(--_target));
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  :is(.none, .kept) svg {
    margin-block-start: 2px;
  }
  ul {
    display: flex;
    flex-direction: column;
    gap: 4px;
    margin-inline: -8px;
  }
  .version {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 8px;
    inline-size: 100%;
    min-block-size: max(var(--_target), 48px);
    align-content: center;
    padding: 8px;
    border-radius: var(--_r);
  }
  .version:hover {
    background: var(--_surface-3);
  }
  .version[aria-current] {
    background: var(--_own);
  }
  .version b {
    font-weight: 600;
  }
  .version span {
    color: var(--_muted);
  }
  .version .clip {
    grid-column: 1 / -1;
    color: var(--_text);
  }
  @container (width >= 560px) {
    .page {
      padding-inline: 24px;
    }
    .asking .button {
      align-self: start;
    }
  }
  @container (width >= 960px) {
    .page {
      padding-inline: 32px;
    }
    .bar {
      min-block-size: 80px;
    }
    h2 {
      font: var(--_t5);
    }
    .columns {
      grid-template-columns: 336px minmax(0, 1fr);
      grid-template-rows: auto 1fr;
      gap: 40px 64px;
    }
    .own {
      grid-row: 1 / 3;
    }
    /* Both columns end at about the same height. */
    .beside {
      display: block;
      columns: 2 260px;
      column-gap: 24px;
    }
    .beside > * {
      break-inside: avoid;
      margin-block-end: 24px;
    }
    .sheet > .empty {
      margin-block-start: 0;
    }
  }
  @media (forced-colors: active) {
    .block,
    .other {
      border: 1px solid CanvasText;
    }
    .version[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
