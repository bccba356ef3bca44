import { css } from "lit";

export const rosterStyles = css`
  :host {
    --_size: 32px;
  }
  .scroll {
    gap: 16px;
  }
  .numbers {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }
  .numbers p {
    color: var(--_muted);
  }
  .numbers .old {
    padding: 8px 12px;
    border-radius: var(--_r);
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 48px;
  }
  .who {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: flex-start;
    min-inline-size: 0;
  }
  small {
    color: var(--_muted);
    font: var(--_t1);
  }
  .told {
    flex: 1 1 100%;
    color: var(--_good);
  }
  .told:empty {
    display: none;
  }
`;
