import { css } from "lit";

export const dataStyles = css`
  .kept {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding-inline-start: 16px;
    list-style: disc;
  }
  dl:not(:has(*)) {
    display: none;
  }
  .decision {
    display: flex;
    flex-direction: column;
    gap: 16px;
  }
  .progress {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin-block-start: 8px;
  }
  progress {
    flex: 1;
    min-inline-size: 120px;
    max-inline-size: 320px;
    accent-color: var(--_accent);
  }
`;
