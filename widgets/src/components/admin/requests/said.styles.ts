import { css } from "lit";

/** What somebody said, as a look shows it: who and when above the words, files below. */
export const saidStyles = css`
  .lines {
    --_size: 32px;
    display: flex;
    flex-direction: column;
  }
  .one {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr);
    gap: 12px;
  }
  .by,
  .file {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    color: var(--_muted);
  }
  .by b {
    color: var(--_text);
    font-weight: 600;
  }
`;
