import { css } from "lit";

/** What every component starts from: boxes, focus, buttons, fields, hidden text. */
export const reset = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  pre,
  blockquote {
    margin: 0;
    padding: 0;
    font: inherit;
  }
  ul,
  ol {
    list-style: none;
  }
  ::-webkit-search-cancel-button {
    filter: grayscale(1);
  }
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  button {
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    text-align: inherit;
    touch-action: manipulation;
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }
  svg {
    display: block;
    flex: none;
  }
  bdi,
  [dir="auto"] {
    unicode-bidi: isolate;
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .clip[dir="auto"] {
    text-align: match-parent;
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;

/** Buttons: quiet (an icon), plain (surface), primary (accent) and danger. */
export const buttons = css`
  .icon {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: var(--_r-s);
    color: var(--_muted);
    transition: background var(--_fast) var(--_ease);
  }
  .icon:hover:not(:disabled),
  .icon[aria-expanded="true"],
  .icon[aria-pressed="true"] {
    background: var(--_surface-3);
    color: var(--_text);
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: max(var(--_target), 36px);
    padding: 4px 16px;
    border-radius: var(--_r);
    background: var(--_surface-3);
    font: var(--_t2);
    font-weight: 600;
    color: var(--_text);
    transition: background var(--_fast) var(--_ease);
  }
  .button:hover:not(:disabled) {
    background: var(--_line);
  }
  .button.primary {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .button.primary:hover:not(:disabled) {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .button.danger {
    color: var(--_danger);
  }
  .button.quiet {
    background: none;
  }
  .button.quiet:hover:not(:disabled) {
    background: var(--_surface-3);
  }
  .field {
    inline-size: 100%;
    min-block-size: max(var(--_target), 36px);
    padding: 4px 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_r);
    background: var(--_surface);
    font: var(--_t3);
  }
  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .field:focus-visible {
    outline-offset: -1px;
  }
  .field[aria-invalid="true"] {
    border-color: var(--_danger);
  }
  @media (forced-colors: active) {
    .icon,
    .button {
      border: 1px solid ButtonText;
    }
    .button.primary,
    .button.primary:hover:not(:disabled) {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
