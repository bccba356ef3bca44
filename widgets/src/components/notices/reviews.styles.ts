import { css } from "lit";

/** Blocks of lines: beside a conversation, and in the privacy centre. */
export const reviewsStyles = css`
  :host {
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
    background: var(--_block, var(--_surface-2));
    font: var(--_t2);
    text-wrap: pretty;
  }
  .block p {
    color: var(--_muted);
  }
  .block .none {
    display: flex;
    gap: 8px;
    color: var(--_good);
    font-weight: 600;
  }
  .none svg {
    margin-block-start: 2px;
  }
  h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    font: var(--_t3);
    font-weight: 600;
  }
  h3 i {
    padding: 0 8px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: var(--_t1);
    font-style: normal;
    font-weight: 600;
    line-height: 20px;
  }
  ul {
    display: flex;
    flex-direction: column;
    margin-inline: -8px;
  }
  .line {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 2px;
    padding: 8px;
    border-block-start: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
  .line.fresh {
    box-shadow: inset 3px 0 var(--_accent);
  }
  .line.fresh:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .line b {
    font-weight: 600;
  }
  .line.past b {
    color: var(--_muted);
    font-weight: 400;
  }
  .line span {
    color: var(--_muted);
  }
  .block .own {
    margin-block: 4px;
    color: inherit;
    white-space: pre-line;
  }
  .line q {
    margin-block-start: 4px;
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--_line);
    quotes: none;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 16px;
  }
  .acts:not(:has(button)) {
    display: none;
  }
  .link {
    min-block-size: max(24px, var(--_target));
    color: var(--_accent-text);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  @media (forced-colors: active) {
    .block {
      border: 1px solid CanvasText;
    }
    .line.fresh {
      border-inline-start: 4px solid Highlight;
    }
  }
`;
