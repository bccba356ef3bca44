import { css } from "lit";

/** The search of a grant, and what it found. */
export const hitsStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .line input {
    flex: 1 1 200px;
    min-inline-size: 0;
  }
  .lines {
    gap: 4px;
    margin-inline: -8px;
  }
  .one {
    inline-size: 100%;
    padding: 8px;
    border-radius: var(--_r);
    text-align: start;
  }
  .one:hover {
    background: var(--_surface-3);
  }
  .says {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .words {
    overflow-wrap: anywhere;
  }
`;
