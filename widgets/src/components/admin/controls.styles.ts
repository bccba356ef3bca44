import { css } from "lit";

/** What one writes in, presses and opens. */
export const controlStyles = css`
  .button.primary.danger {
    background: var(--_danger);
    color: var(--_surface);
  }
  .button.primary.danger:hover:not(:disabled) {
    background: color-mix(in oklab, var(--_danger) 88%, var(--_text));
  }
  select.field {
    text-overflow: ellipsis;
  }
  input[type="file"].field {
    padding-inline-start: 4px;
    line-height: calc(max(var(--_target), 36px) - 2px);
  }
  ::file-selector-button {
    min-block-size: calc(max(var(--_target), 36px) - 10px);
    margin-inline-end: 8px;
    padding-inline: 12px;
    border: 0;
    border-radius: var(--_r-s);
    background: var(--_surface-3);
    color: var(--_text);
    font: inherit;
    cursor: pointer;
  }
  input[type="range"] {
    min-block-size: max(var(--_target), 36px);
  }
  summary {
    display: flex;
    min-block-size: 24px;
    align-items: center;
    gap: 8px;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: "";
    flex: none;
    inline-size: 6px;
    block-size: 6px;
    margin-inline: 2px 4px;
    border: solid var(--_muted);
    border-width: 0 2px 2px 0;
    transform: rotate(-45deg);
  }
  summary:dir(rtl)::before {
    transform: rotate(135deg);
  }
  details[open] > summary::before {
    transform: translateY(-2px) rotate(45deg);
  }
  form,
  .form {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-inline-size: 0;
    max-inline-size: 640px;
  }
  /* It ends where the cards above it do; what is written in it stays as wide as one reads. */
  form.card {
    max-inline-size: none;
  }
  form.card > * {
    max-inline-size: 608px;
  }
  .labelled {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
  }
  .labelled > label,
  legend {
    padding: 0;
    font-weight: 600;
    text-wrap: pretty;
  }
  fieldset.card > legend {
    float: inline-start;
    inline-size: 100%;
    font: var(--_t3);
    font-weight: 600;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  textarea.field {
    padding-block: 8px;
    resize: vertical;
  }
  .hint {
    color: var(--_muted);
    font: var(--_t1);
    text-wrap: pretty;
  }
  .wrong {
    color: var(--_danger);
    font: var(--_t1);
    font-weight: 600;
  }
  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .end {
    color: var(--_muted);
    font: var(--_t1);
  }
`;
