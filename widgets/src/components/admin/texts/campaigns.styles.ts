import { css } from "lit";

/** How far it is, what would go, and who got it. */
export const campaignStyles = css`
  .progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  progress {
    flex: 1 1 160px;
    block-size: 8px;
    accent-color: var(--_accent);
  }
  .progress span {
    font-variant-numeric: tabular-nums;
  }
  .head h4 {
    flex: 1;
  }
  .held {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .held b {
    font-variant-numeric: tabular-nums;
  }
`;
