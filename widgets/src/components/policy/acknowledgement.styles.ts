import { css } from "lit";

/** As wide as the composer whose place it takes. */
export const acknowledgementStyles = css`
  :host {
    display: block;
    flex: none;
    inline-size: 100%;
    max-inline-size: 960px;
    max-block-size: 60%;
    margin-inline: auto;
    padding: 0 16px 16px;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .card {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 12px 16px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_r-l);
    background: var(--_surface-2);
    text-wrap: pretty;
  }
  .why {
    display: flex;
    gap: 8px;
    color: var(--_accent-text);
    font: var(--_t1);
    font-weight: 600;
  }
  h3 {
    font: var(--_t3);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h3:focus-visible {
    outline: none;
  }
  .card:has(h3:focus) {
    border-color: var(--_accent-text);
    outline: 1px solid var(--_accent-text);
    outline-offset: -1px;
  }
  .summary {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    color: var(--_muted);
    font: var(--_t2);
    overflow: hidden;
  }
  .news {
    margin-block-start: 8px;
  }
  .kept {
    color: var(--_muted);
    font: var(--_t1);
  }
  .refused {
    margin-block-start: 8px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    position: sticky;
    inset-block-end: 0;
    margin-block-start: 4px;
    padding-block-start: 8px;
    background: var(--_surface-2);
  }
  .acts .button {
    flex: 0 1 auto;
  }
  @container (width < 560px) {
    :host {
      padding: 0 8px 8px;
    }
    .acts .button {
      flex: 1 1 auto;
    }
  }
  @media (forced-colors: active) {
    .card {
      border-color: CanvasText;
    }
  }
`;
