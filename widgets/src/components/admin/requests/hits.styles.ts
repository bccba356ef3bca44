import { css } from "lit";

/** The search of a grant, and what it found. */
export const hitsStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .line input {
    flex: 1 1 200px;
    min-inline-size: 0;
  }
  .said {
    color: var(--_muted);
  }
  .hits {
    --_size: 32px;
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .hit {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr);
    gap: 12px;
    inline-size: 100%;
    padding: 8px;
    border-radius: var(--_r);
    text-align: start;
  }
  .hit:hover {
    background: var(--_surface-3);
  }
  .says {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .by {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    color: var(--_muted);
  }
  .by b {
    color: var(--_text);
    font-weight: 600;
  }
  .words {
    overflow-wrap: anywhere;
  }
  mark {
    padding-inline: 1px;
    border-radius: 3px;
    background: var(--_accent-soft);
    color: var(--_accent-text);
    font-weight: 600;
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 3px;
  }
  .file {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    mark {
      background: Mark;
      color: MarkText;
    }
  }
`;
