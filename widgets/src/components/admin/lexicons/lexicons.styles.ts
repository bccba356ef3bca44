import { css } from "lit";

/** Terms as rows, and a text in which they are tried. */
export const lexiconStyles = css`
  .terms {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .term {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
    gap: 8px;
    align-items: end;
    padding: 8px;
    border-radius: var(--_r);
    background: var(--_surface-2);
  }
  /* A list keeps its name. */
  .field:read-only:is(input) {
    color: var(--_muted);
  }
  /* Terms take the room that there is. */
  form:has(.terms) {
    max-inline-size: none;
  }
  .counts .row {
    margin-inline: -8px;
    inline-size: auto;
    min-block-size: 36px;
  }
  .term label {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    font: var(--_t1);
    color: var(--_muted);
  }
  .term .field {
    color: var(--_text);
    font: var(--_t2);
  }
  .said-text {
    min-block-size: 40px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font: var(--_t3);
  }
  mark {
    padding: 0 2px;
    border-radius: 3px;
    background: var(--_warn-soft);
    color: var(--_warn);
    font-weight: 600;
    text-decoration: underline 2px;
    text-underline-offset: 3px;
  }
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .word {
    padding: 2px 8px;
    border-radius: var(--_r-s);
    background: var(--_surface-2);
  }
  .changes {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .changes li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .changes b {
    overflow-wrap: anywhere;
  }
  ins,
  del {
    overflow-wrap: anywhere;
    text-decoration: none;
  }
  ins {
    color: var(--_good);
    font-weight: 600;
  }
  del {
    color: var(--_muted);
    text-decoration: line-through;
  }
  .decision {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }
  /* Nothing is left to decide. */
  .decision:not(:has(.button, .note, .problem)) {
    display: none;
  }
  @container (width < 700px) {
    .term {
      grid-template-columns: minmax(0, calc(50% - 4px)) minmax(0, 1fr) auto;
    }
    /* On a phone what is looked for stands beside what takes it away, the rest below. */
    .term label:first-child {
      grid-column: 1 / 3;
    }
    .term .icon {
      grid-area: 1 / 3;
    }
    .term label:nth-child(3) {
      grid-column: 2 / -1;
    }
    .term label:nth-child(4) {
      grid-column: 1 / -1;
    }
  }
  @container (width >= 700px) {
    .term {
      grid-template-columns: minmax(0, 2fr) 144px 112px minmax(0, 2fr) auto;
    }
  }
  @media (forced-colors: active) {
    .term,
    .word {
      border: 1px solid CanvasText;
    }
  }
`;
