import { css } from "lit";

export const inboxStyles = css`
  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .segments {
    display: inline-flex;
    padding: 2px;
    border-radius: var(--_r);
    background: var(--_surface-3);
  }
  .segments button {
    min-block-size: max(28px, calc(var(--_target) - 4px));
    padding-inline: 12px;
    border-radius: var(--_r-s);
    color: var(--_muted);
    font: var(--_t1);
    font-weight: 600;
  }
  .segments [aria-pressed="true"] {
    background: var(--_surface);
    color: var(--_text);
  }
  .link {
    min-block-size: 24px;
    padding-inline: 4px;
    border-radius: 4px;
    color: var(--_accent-text);
    font: var(--_t1);
    font-weight: 600;
  }
  .link:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .below .clip {
    flex: 1;
    min-inline-size: 0;
  }
  .badge {
    flex: none;
    display: inline-grid;
    place-items: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 6px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .segments [aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
    .badge {
      border: 1px solid CanvasText;
    }
  }
`;
