import { css } from "lit";

export const pickerStyles = css`
  .pop {
    inline-size: 352px;
  }
  @media (width < 560px) {
    .pop {
      inline-size: 100vw;
    }
    .pop .grid {
      padding-inline: 4px;
    }
  }
  .top {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px;
  }
  .top .field {
    flex: 1;
    min-inline-size: 64px;
  }
  .tones {
    display: flex;
  }
  .tone,
  .tones,
  .tabs,
  .grid,
  .big {
    font-family:
      "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", "Twemoji Mozilla", var(--_font);
  }
  .tone,
  .tones .icon {
    font-size: 18px;
  }
  .tones [aria-checked="true"] {
    background: var(--_own);
  }
  .tabs {
    display: flex;
    padding-inline: 8px;
    border-block-end: 1px solid var(--_line);
  }
  .tabs button {
    flex: 1;
    min-inline-size: 24px;
    min-block-size: max(var(--_target), 36px);
    border-block-end: 2px solid transparent;
    font-size: 16px;
    text-align: center;
    filter: grayscale(1);
    opacity: 0.75;
  }
  .tabs button:is(:hover, :focus-visible, [aria-selected="true"]) {
    filter: none;
    opacity: 1;
  }
  .tabs [aria-selected="true"] {
    border-color: var(--_accent-text);
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
  }
  .grid {
    block-size: 256px;
    padding: 4px 8px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  [role="row"] {
    display: grid;
    grid-template-columns: repeat(8, 1fr);
    content-visibility: auto;
    contain-intrinsic-block-size: 41px;
  }
  .grid button {
    display: grid;
    place-items: center;
    inline-size: 100%;
    aspect-ratio: 1;
    border-radius: var(--_r-s);
    font-size: 24px;
    line-height: 1;
  }
  .grid button:is(:hover, :focus-visible) {
    background: var(--_surface-3);
  }
  .grid button:focus-visible {
    outline-offset: -2px;
  }
  .none {
    display: grid;
    place-items: center;
    block-size: 256px;
    color: var(--_muted);
  }
  .name {
    display: flex;
    align-items: center;
    gap: 8px;
    block-size: 44px;
    padding-inline: 16px;
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    overflow: hidden;
    white-space: nowrap;
  }
  .big {
    font-size: 24px;
    line-height: 1;
  }
  @media (forced-colors: active) {
    .tones [aria-checked="true"] {
      outline: 2px solid Highlight;
    }
  }
`;
