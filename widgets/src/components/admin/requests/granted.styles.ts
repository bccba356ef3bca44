import { css } from "lit";

/** Where a grant lets one read, and the messages there. */
export const grantedStyles = css`
  .row b {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .top h4 {
    flex: 1;
  }
  .top > .icon {
    margin-inline-start: -8px;
  }
  h4:focus-visible {
    outline: none;
  }
  .lines {
    gap: 16px;
  }
`;
