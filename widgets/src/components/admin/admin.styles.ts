import { css } from "lit";

/** Sections above what is shown on a phone, beside it where there is room. */
export const adminStyles = css`
  :host {
    display: block;
    min-block-size: 320px;
    container-type: inline-size;
  }
  .page {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: inherit;
  }
  .side {
    flex: none;
    border-block-end: 1px solid var(--_line);
    background: var(--_surface-2);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 48px;
    padding-inline: 16px;
  }
  .bar .icon {
    margin-inline-start: -8px;
  }
  .name {
    font: var(--_t4);
  }
  nav {
    position: relative;
    --_first: #000;
    --_last: #000;
    --_on: right;
    overflow-x: auto;
    scroll-padding-inline: 40px;
    scrollbar-width: none;
    mask-image: linear-gradient(
      to var(--_on),
      var(--_first),
      #000 40px,
      #000 calc(100% - 40px),
      var(--_last)
    );
  }
  nav:dir(rtl) {
    --_on: left;
  }
  nav.before {
    --_first: transparent;
  }
  nav.after {
    --_last: transparent;
  }
  nav ul {
    display: flex;
    gap: 4px;
    inline-size: max-content;
    padding: 4px 12px 8px;
  }
  .way {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(var(--_target), 36px);
    padding: 4px 12px;
    border-radius: var(--_r);
    color: var(--_muted);
    font: var(--_t2);
    font-weight: 600;
    white-space: nowrap;
    transition: background var(--_fast) var(--_ease);
  }
  .way:hover {
    background: var(--_surface-3);
    color: var(--_text);
  }
  .way[aria-current] {
    background: var(--_own);
    color: var(--_accent-text);
  }
  .way .count {
    min-inline-size: 20px;
    margin-inline-start: auto;
    padding: 2px 6px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: var(--_t1);
    font-weight: 600;
    text-align: center;
  }
  .main {
    flex: 1;
    min-block-size: 0;
    min-inline-size: 0;
    padding: 16px;
    padding-block-end: max(24px, env(safe-area-inset-bottom));
  }
  h2 {
    display: flex;
    align-items: center;
    min-block-size: 40px;
    font: var(--_t5);
  }
  @container (width >= 560px) {
    .main {
      padding: 24px;
    }
  }
  @container (width >= 960px) {
    .page {
      flex-direction: row;
    }
    .side {
      display: flex;
      flex-direction: column;
      inline-size: 224px;
      border-block-end: 0;
      border-inline-end: 1px solid var(--_line);
    }
    .bar {
      min-block-size: 72px;
      padding-inline: 24px;
    }
    nav {
      overflow: visible;
      mask-image: none;
    }
    nav ul {
      flex-direction: column;
      inline-size: auto;
      padding: 0 12px;
    }
    .way {
      inline-size: 100%;
      white-space: normal;
    }
    .main {
      padding: 24px 32px 32px;
    }
  }
  @media (forced-colors: active) {
    .side {
      border-color: CanvasText;
    }
    .way[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
