import { css } from "lit";

/** Messages as a grant shows them. */
export const grantedStyles = css`
  .row b {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .top h4 {
    flex: 1;
  }
  h4:focus-visible {
    outline: none;
  }
  .messages {
    --_size: 32px;
    display: flex;
    flex-direction: column;
    gap: 16px;
  }
  .messages li {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr);
    gap: 12px;
  }
  .by {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    color: var(--_muted);
  }
  .by b {
    color: var(--_text);
    font-weight: 600;
  }
  .file {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_muted);
  }
`;
