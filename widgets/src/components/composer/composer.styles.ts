import { css } from "lit";

export const composerStyles = css`
  :host {
    position: relative;
    display: block;
    inline-size: 100%;
    max-inline-size: 960px;
    margin-inline: auto;
    padding: 0 16px 16px;
  }
  .box {
    display: grid;
    grid-template:
      "about about" auto "tray tray" auto "text text" auto "advice advice" auto "tools end" auto / minmax(
        0,
        1fr
      )
      auto;
    border: 1px solid var(--_edge);
    border-radius: var(--_r-l);
    background: var(--_surface);
    transition: border-color var(--_fast) var(--_ease);
  }
  .box:focus-within {
    border-color: var(--_accent-text);
    outline: 1px solid var(--_accent-text);
    outline-offset: -1px;
  }
  textarea {
    grid-area: text;
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    max-block-size: min(216px, 40vh);
    padding: 10px 16px;
    border: 0;
    background: none;
    resize: none;
    field-sizing: content;
    font: var(--_t3);
    overflow-y: auto;
    scrollbar-width: thin;
  }
  textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  onrecord-tray {
    grid-area: tray;
  }
  .lost,
  .loading {
    grid-area: tray;
    padding: 8px 16px;
    color: var(--_danger);
    font: var(--_t2);
  }
  .tools {
    grid-area: tools;
    display: grid;
    min-inline-size: 0;
    min-block-size: calc(var(--_target) + 6px);
    padding: 0 8px 6px;
  }
  .end {
    grid-area: end;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 6px 6px;
  }
  .send {
    display: grid;
    place-items: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: calc(var(--_r) * 1.25);
    background: var(--_accent);
    color: var(--_on-accent);
    transition: background var(--_fast) var(--_ease);
  }
  .send:hover:not(:disabled) {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .send:disabled {
    background: var(--_surface-3);
    color: var(--_muted);
    opacity: 1;
  }
  .count {
    color: var(--_muted);
    font: var(--_t1);
  }
  .count.over {
    color: var(--_danger);
    font-weight: 600;
  }
  .about {
    grid-area: about;
    display: flex;
    align-items: center;
    gap: 8px;
    padding-block: 4px;
    padding-inline: 16px 4px;
    border-block-end: 1px solid var(--_line);
    color: var(--_accent-text);
    font: var(--_t2);
  }
  .about .clip {
    flex: 1;
    color: var(--_muted);
  }
  .about b {
    margin-inline-end: 8px;
    color: var(--_accent-text);
    font-weight: 600;
  }
  .closed {
    padding: 12px 16px;
    border-radius: var(--_r);
    background: var(--_surface-2);
    color: var(--_muted);
    font: var(--_t2);
    text-align: center;
  }
  .people {
    position: absolute;
    z-index: 4;
    inset-block-end: calc(100% - 4px);
    inset-inline: 16px;
    max-inline-size: 360px;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_r) * 1.5);
    background: var(--_surface);
  }
  .people li {
    --_size: 28px;
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: max(var(--_target), 36px);
    padding: 4px 8px;
    border-radius: var(--_r);
    font: var(--_t2);
    cursor: pointer;
  }
  .people li[aria-selected="true"] {
    background: var(--_own);
  }
  .people li:hover {
    background: var(--_surface-3);
  }
  @media (pointer: coarse) {
    textarea {
      min-block-size: 52px;
      padding-block: 14px;
    }
  }
  @container (width < 560px) {
    :host {
      padding: 0 8px 8px;
    }
    .box {
      grid-template:
        "about about" auto "tray tray" auto "text end" auto "advice advice" auto "tools tools" auto / minmax(
          0,
          1fr
        )
        auto;
    }
    .end {
      align-self: end;
      padding-block: 4px;
    }
    textarea {
      font-size: calc(16px * var(--_z));
    }
    .box:has(textarea:placeholder-shown) {
      grid-template:
        "about about about" auto "tray tray tray" auto "tools text end" auto / auto minmax(0, 1fr)
        auto;
    }
    .box:has(textarea:placeholder-shown) .tools {
      --_rest: none;
      align-self: end;
      padding: 4px 0 4px 4px;
    }
  }
  @media (forced-colors: active) {
    .people li[aria-selected="true"] {
      outline: 2px solid Highlight;
    }
    .send:not(:disabled) {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
