import { css } from "lit";

export const ownStyles = css`
  form,
  fieldset {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  form {
    gap: 16px;
  }
  legend,
  label > b {
    padding: 0;
    font-weight: 600;
  }
  legend {
    margin-block-end: 8px;
  }
  .kind {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 8px;
    min-block-size: max(24px, var(--_target));
    align-content: start;
    align-items: start;
    cursor: pointer;
  }
  .kind input {
    margin-block: 3px;
  }
  .kind small,
  .hint {
    color: var(--_muted);
    font: var(--_t1);
  }
  .labelled + .hint {
    margin-block-start: -12px;
  }
  .line q + p {
    margin-block-start: 8px;
  }
  .kind small {
    grid-column: 2;
  }
  .labelled {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  textarea.field {
    padding-block: 8px;
    resize: vertical;
  }
  .block > .button,
  .line > .button {
    align-self: flex-start;
    margin-block: 8px 4px;
  }
  .line .acts {
    margin-block: 4px;
    gap: 8px;
  }
  code {
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .block .wrong {
    color: var(--_danger);
  }
  .line .kept {
    display: flex;
    flex-direction: column;
    margin-inline: 0;
    padding-inline-start: 16px;
    list-style: disc;
    color: var(--_muted);
  }
  .block .due {
    display: flex;
    gap: 8px;
    color: var(--_text);
  }
  .due svg {
    margin-block-start: 2px;
  }
  .block .due.late {
    color: var(--_danger);
    font-weight: 600;
  }
`;
