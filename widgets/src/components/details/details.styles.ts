import { css } from "lit";

export const detailsStyles = css`
  :host {
    --_size: 32px;
  }
  .line,
  li,
  .pair {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .about {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 8px;
  }
  .about h3 {
    font: var(--_t5);
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .about p {
    color: var(--_muted);
    font: var(--_t2);
  }
  .rename {
    display: flex;
    gap: 8px;
  }
  .line {
    min-block-size: 36px;
    justify-content: space-between;
    margin-block-end: 4px;
  }
  .line .button {
    margin-inline-end: -8px;
    padding-inline: 8px;
    color: var(--_accent-text);
  }
  h4 {
    margin: 0;
    color: var(--_muted);
    font: var(--_t1);
    font-weight: 600;
  }
  h4 span {
    margin-inline-start: 4px;
    font-weight: 400;
  }
  li {
    gap: 12px;
    min-block-size: 48px;
  }
  .who {
    flex: 1;
    font: var(--_t2);
  }
  small {
    color: var(--_muted);
    font: var(--_t1);
  }
  select {
    field-sizing: content;
    min-block-size: max(28px, var(--_target));
    padding-inline: 4px;
    border: 1px solid transparent;
    border-radius: var(--_r-s);
    background: transparent;
    color: var(--_muted);
    font: var(--_t1);
    cursor: pointer;
  }
  select:is(:hover, :focus-visible) {
    border-color: var(--_edge);
  }
  select option {
    background: var(--_surface);
    color: var(--_text);
  }
  .adding,
  .sure {
    display: flex;
    flex-direction: column;
    gap: 12px;
    margin-block: 8px 16px;
  }
  .past {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    font: var(--_t2);
  }
  .guests {
    align-items: flex-start;
    padding-block: 4px;
  }
  .guests small {
    display: block;
  }
  .pair {
    justify-content: flex-end;
  }
  .ends {
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
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
  .choice svg {
    color: var(--_muted);
  }
  .choice:hover {
    background: var(--_surface-3);
  }
  .choice.danger,
  .choice.danger svg {
    color: var(--_danger);
  }
  .sure {
    padding: 12px;
    border-radius: var(--_r);
    background: var(--_danger-soft);
    font: var(--_t2);
  }
`;
