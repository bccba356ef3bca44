import { css } from "lit";

export const exportStyles = css`
  .checks {
    display: grid;
    gap: 4px;
    margin-block: 8px;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(28px, var(--_target));
  }
  .check input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .parts {
    display: grid;
    gap: 4px;
    padding-inline-start: 20px;
    list-style: disc;
  }
  .command {
    margin: 0;
    padding: 8px;
    overflow-x: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;
