import { css } from "lit";

export const searchStyles = css`
  .ask {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .ask input {
    inline-size: 100%;
  }
  .hints {
    position: absolute;
    inset-block-start: 44px;
    inset-inline: 0;
    z-index: 3;
    display: flex;
    flex-direction: column;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    background: var(--_surface);
  }
  .hints [role="option"] {
    --_size: 24px;
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    padding-inline: 8px;
    border-radius: var(--_r);
    cursor: pointer;
  }
  .hints [aria-selected="true"] {
    background: var(--_surface-3);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 28px;
    padding-inline: 10px;
    border: 1px solid var(--_line);
    border-radius: 14px;
    color: var(--_text);
    font: var(--_t1);
  }
  .chip:hover {
    background: var(--_surface-3);
  }
  .chip[aria-pressed="true"] {
    border-color: var(--_accent);
    background: var(--_own);
    color: var(--_accent-text);
  }
  @media (pointer: coarse) {
    .chip {
      justify-content: center;
      min-inline-size: 44px;
      min-block-size: 44px;
      border-radius: 22px;
    }
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .head h3 {
    font: var(--_t1);
    font-weight: 600;
  }
  .recent button {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 40px;
    padding-inline: 8px;
    border-radius: var(--_r);
  }
  .recent button:hover {
    background: var(--_surface-3);
  }
  .head .field {
    inline-size: fit-content;
    min-block-size: 32px;
    font: var(--_t1);
  }
  .file {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .rest {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 8px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .wrong {
    color: var(--_danger);
    font: var(--_t1);
  }
`;
