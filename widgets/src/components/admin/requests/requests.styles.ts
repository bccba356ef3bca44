import { css } from "lit";

/** What was asked beside what the policy says of it. */
export const requestsStyles = css`
  .beside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .scope {
    outline: 1px solid var(--_accent-text);
    outline-offset: -1px;
    background: var(--_own);
  }
  .scope :is(dt, small) {
    color: var(--_text);
  }
  .decision {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }
  .places {
    display: flex;
    flex-direction: column;
    gap: 2px;
    margin-block-start: 4px;
  }
  @container (560px <= width < 900px) {
    .beside dl {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container (width >= 900px) {
    .beside {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      align-items: start;
    }
  }
`;
