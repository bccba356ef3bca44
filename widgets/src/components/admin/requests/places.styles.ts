import { css } from "lit";

/** How conversations are chosen by their outside. */
export const placesStyles = css`
  :host {
    display: block;
  }
  .label {
    font-weight: 600;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .line .field {
    flex: 1 1 160px;
    inline-size: auto;
  }
  .taken,
  .found {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .taken {
    margin-block-end: 4px;
  }
  .taken li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 8px 4px 8px 12px;
    border-radius: var(--_r);
    background: var(--_own);
  }
  .taken small {
    color: var(--_text);
  }
  .labelled > :is(.problem, [role="status"]:has(> .note)) {
    margin-block-start: 4px;
  }
  .found {
    max-block-size: 320px;
    margin-block-start: 8px;
    padding: 4px;
    overflow-y: auto;
    border-radius: var(--_r);
    background: var(--_surface-2);
  }
  .option {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 4px 8px;
    border-radius: var(--_r-s);
    text-align: start;
  }
  .option:hover {
    background: var(--_surface-3);
  }
  .add {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_accent-text);
    font-weight: 600;
  }
`;
