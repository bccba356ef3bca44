import { css } from "lit";

/** What the views of spaces share: rows, fields, choices. */
export const spaceStyles = css`
  :host {
    --_size: 36px;
  }
  .list,
  .form {
    display: flex;
    flex-direction: column;
  }
  .form {
    gap: 16px;
  }
  .item {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    column-gap: 12px;
    min-block-size: 56px;
    padding-block: 8px;
  }
  .item .avatar {
    border-radius: calc(var(--_r) * 1.25);
  }
  .item.person .avatar {
    border-radius: 50%;
  }
  .item.asks {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
  }
  .asks .words {
    flex: 1 1 96px;
  }
  .asks .pair {
    margin-inline-start: auto;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(24px, var(--_target));
  }
  .words {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    min-inline-size: 0;
  }
  .words > * {
    max-inline-size: 100%;
  }
  .words b,
  .words .open {
    font: var(--_t2);
    font-weight: 600;
  }
  .words .open:hover {
    text-decoration: underline;
  }
  small,
  .hint {
    color: var(--_muted);
    font: var(--_t1);
  }
  .item .button {
    min-block-size: max(var(--_target), 32px);
    padding-inline: 12px;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .pair.end {
    justify-content: flex-end;
  }
  .title {
    font: var(--_t5);
    overflow-wrap: anywhere;
  }
  .about {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    color: var(--_muted);
  }
  .facts span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 36px;
  }
  .label,
  h4 {
    margin: 0;
    color: var(--_muted);
    font: var(--_t1);
    font-weight: 600;
  }
  .head .button {
    margin-inline-end: -8px;
    padding-inline: 8px;
    color: var(--_accent-text);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: calc(100% + 16px);
    min-block-size: 44px;
    margin-inline: -8px;
    padding-inline: 8px;
    border-radius: var(--_r);
    font: var(--_t2);
  }
  .choice > svg {
    color: var(--_muted);
  }
  .choice:hover {
    background: var(--_surface-3);
  }
  .choice.danger,
  .choice.danger svg {
    color: var(--_danger);
  }
  .choice .more {
    margin-inline-start: auto;
    color: var(--_muted);
  }
  label.labelled {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .labelled > span:first-child {
    font-weight: 600;
  }
  textarea.field {
    min-block-size: 72px;
    padding-block: 8px;
    resize: vertical;
    field-sizing: content;
  }
  textarea.code {
    font: 400 calc(13px * var(--_z)) / calc(20px * var(--_z)) var(--_mono);
  }
  .pair > select.small {
    min-inline-size: 112px;
  }
  select.small {
    field-sizing: content;
    max-inline-size: 100%;
    min-block-size: max(28px, calc(var(--_target) - 8px));
    padding-inline: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_r-s);
    background: none;
    color: var(--_muted);
    font: var(--_t1);
  }
  select option {
    background: var(--_surface);
    color: var(--_text);
  }
  fieldset {
    display: flex;
    flex-direction: column;
    gap: 8px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 4px;
    padding: 0;
    font-weight: 600;
  }
  .radio {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 12px;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    cursor: pointer;
  }
  .radio:has(:checked) {
    border-color: var(--_accent-text);
    background: var(--_own);
  }
  .radio input {
    margin-block-start: 4px;
  }
  .radio small {
    grid-column: 2;
  }
  .mark {
    padding: 2px 8px;
    border-radius: 10px;
    background: var(--_surface-3);
    color: var(--_muted);
    font: var(--_t1);
  }
  .warn {
    padding: 12px;
    border-radius: var(--_r);
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .match {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 12px;
    border-radius: var(--_r);
    background: var(--_surface-3);
  }
  .match b {
    font: var(--_t4);
  }
  @media (forced-colors: active) {
    .radio:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;
