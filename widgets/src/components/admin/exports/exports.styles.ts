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
  /* What a box is for stands with it, below its words. */
  .check + .hint {
    margin-block-start: -12px;
    padding-inline-start: 26px;
  }
  .link {
    min-block-size: max(24px, var(--_target));
    margin-block: calc((20px - max(24px, var(--_target))) / 2);
    color: var(--_accent-text);
    text-decoration: underline;
    text-underline-offset: 3px;
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
