import { css } from "lit";

/** The line under a message of one's own that a rule found something in. */
export const judgedStyles = css`
  :host {
    display: block;
    max-inline-size: 480px;
    margin-block: 4px 12px;
  }
  .judged {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    border-inline-start: 3px solid var(--_warn);
    border-radius: var(--_r-s);
    background: var(--_warn-soft);
    color: var(--_text);
    font: var(--_t1);
  }
  .judged svg {
    margin-block-start: 1px;
    color: var(--_warn);
  }
  .judged:is(.blocked, .rejected) {
    border-color: var(--_danger);
    background: var(--_danger-soft);
  }
  .judged:is(.blocked, .rejected) svg {
    color: var(--_danger);
  }
  .judged.masked {
    border-color: var(--_edge);
    background: var(--_surface-3);
  }
  .judged.masked svg {
    color: var(--_muted);
  }
  .words {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .words b {
    font-weight: 600;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
  }
  .acts:not(:has(button)) {
    display: none;
  }
  .link {
    min-block-size: max(24px, var(--_target));
    color: var(--_accent-text);
    font-weight: 600;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  @media (forced-colors: active) {
    .judged {
      border: 1px solid CanvasText;
    }
  }
`;
