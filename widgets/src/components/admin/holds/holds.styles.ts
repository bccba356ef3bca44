import { css } from "lit";

export const holdsStyles = css`
  .how {
    display: flex;
    gap: 8px;
  }
  .told {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }
  .told li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 8px;
  }
  .told .when {
    grid-column: 1 / -1;
    padding-inline-start: 32px;
    color: var(--_muted);
  }
  .choice {
    display: flex;
    gap: 8px;
    min-block-size: max(24px, var(--_target));
    align-items: center;
  }
  .labelled > .choice {
    font-weight: 400;
  }
`;
