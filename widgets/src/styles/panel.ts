import { css } from "lit";

/** A view of the pane beside the conversation. */
export const panelStyles = css`
  :host {
    --_behind: var(--_surface-2);
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    background: var(--_surface-2);
    font: var(--_t2);
  }
  .top {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 56px;
    padding-inline: 16px 8px;
  }
  .top .back {
    margin-inline: -8px -4px;
  }
  .top h2 {
    flex: 1;
    font: var(--_t4);
  }
  .top h2:focus-visible {
    outline: none;
  }
  .scroll {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 24px;
    min-block-size: 0;
    padding: 8px 16px 24px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    padding: 12px 16px;
    border-block-start: 1px solid var(--_line);
  }
  .problem {
    display: flex;
    gap: 8px;
    margin: 0 16px 8px;
    padding: 8px 12px;
    border-radius: var(--_r);
    background: var(--_danger-soft);
    color: var(--_danger);
  }
`;
