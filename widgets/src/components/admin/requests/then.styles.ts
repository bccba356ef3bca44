import { css } from "lit";

/** A conversation as somebody saw it: the moment, the room, and what was said by then. */
export const thenStyles = css`
  .lines {
    gap: 16px;
  }
  .room {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block-start: 4px;
  }
  .one .lines {
    margin-block-start: 12px;
  }
  .one .button {
    margin-block-start: 4px;
  }
  .one .said {
    font: inherit;
  }
  .read {
    padding-block: 4px;
    border-block-start: 2px solid var(--_accent-text);
    color: var(--_muted);
    font: var(--_t1);
  }
  .button[aria-disabled="true"] {
    opacity: 0.5;
    cursor: default;
  }
`;
