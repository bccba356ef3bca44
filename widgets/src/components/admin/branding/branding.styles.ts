import { css } from "lit";

export const brandingStyles = css`
  .studio {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
  }
  .colour {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 8px;
  }
  input[type="color"] {
    inline-size: 44px;
    block-size: max(var(--_target), 36px);
    padding: 2px;
    border: 1px solid var(--_edge);
    border-radius: var(--_r);
    background: none;
  }
  .slide {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 40px;
    align-items: center;
    gap: 8px;
  }
  .slide output {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .previews {
    display: flex;
    flex-direction: column;
    gap: 16px;
  }
  onrecord-chat {
    display: block;
    block-size: 360px;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    overflow: hidden;
  }
  .changes del {
    color: var(--_muted);
  }
  .changes ins {
    font-weight: 600;
    text-decoration: none;
  }
  .changes li {
    overflow-wrap: anywhere;
  }
  .pairs li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-block-size: 32px;
  }
  @container (width >= 900px) {
    .studio {
      grid-template-columns: minmax(0, 400px) minmax(0, 1fr);
      gap: 32px;
    }
    .previews {
      position: sticky;
      inset-block-start: 16px;
      align-self: start;
    }
  }
`;
