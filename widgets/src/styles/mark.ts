import { css } from "lit";

/** What was found in somebody's words. */
export const markStyles = css`
  mark {
    padding-inline: 1px;
    border-radius: 3px;
    background: var(--_own);
    color: var(--_accent-text);
    font-weight: 600;
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 3px;
  }
  @media (forced-colors: active) {
    mark {
      background: Mark;
      color: MarkText;
    }
  }
`;
