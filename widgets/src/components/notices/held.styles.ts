import { css } from "lit";

export const heldStyles = css`
  .block {
    margin-block-end: var(--_after, 0);
  }
  .line {
    gap: 4px;
  }
  .line > div:empty {
    display: none;
  }
  .block .words {
    color: var(--_text);
    white-space: pre-wrap;
  }
  .block .due {
    display: flex;
    gap: 8px;
    color: var(--_warn);
    font-weight: 600;
  }
  .block :is(.due, .none) span {
    color: inherit;
  }
  .due svg {
    margin-block-start: 2px;
  }
  .block .wrong {
    color: var(--_danger);
  }
  .button {
    align-self: flex-start;
    margin-block-start: 4px;
    white-space: normal;
  }
`;
