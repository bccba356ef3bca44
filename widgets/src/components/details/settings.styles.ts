import { css } from "lit";

export const settingsStyles = css`
  :host {
    display: block;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(36px, var(--_target));
    margin-inline: -8px;
    padding-inline: 8px;
    border-radius: var(--_r);
    color: var(--_muted);
    font: var(--_t1);
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover {
    background: var(--_surface-3);
  }
  summary svg {
    transform: rotate(-90deg);
    transition: transform var(--_fast) var(--_ease);
  }
  summary svg:dir(rtl) {
    transform: rotate(90deg);
  }
  [open] > summary svg {
    transform: none;
  }
  .all,
  .sure,
  .old {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    gap: 12px;
  }
  .all {
    padding-block: 4px 12px;
  }
  .labelled {
    display: flex;
    flex-direction: column;
    gap: 4px;
    font: var(--_t2);
  }
  small {
    color: var(--_muted);
    font: var(--_t1);
  }
  select option {
    background: var(--_surface);
    color: var(--_text);
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(24px, var(--_target));
    font: var(--_t2);
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }
  .sure,
  .old {
    padding: 12px;
    border-radius: var(--_r);
    font: var(--_t2);
  }
  .sure {
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .old {
    background: var(--_surface-3);
  }
  .old .button {
    background: var(--_surface);
  }
  .problem {
    color: var(--_danger);
    font: var(--_t2);
  }
  .all > .button {
    align-self: flex-start;
  }
`;
