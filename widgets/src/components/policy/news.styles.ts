import { css } from "lit";

/** What is new and what is gone, and why a word was refused. */
export const newsStyles = css`
  .news {
    display: flex;
    flex-direction: column;
    gap: 4px;
    font: var(--_t2);
  }
  .news li {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 8px;
  }
  .news svg {
    margin-block-start: 2px;
    color: var(--_accent-text);
  }
  .news ins {
    text-decoration: none;
    font-weight: 600;
  }
  .news .gone,
  .news .gone svg {
    color: var(--_muted);
  }
  .refused {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    border-radius: var(--_r);
    background: var(--_danger-soft);
    color: var(--_danger);
    font: var(--_t2);
  }
  .refused svg {
    margin-block-start: 2px;
  }
`;
