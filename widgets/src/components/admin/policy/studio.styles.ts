import { css } from "lit";

/** Versions, differences, and a text with its faults. */
export const studioStyles = css`
  .changes {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }
  .change {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
  }
  .change p {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .change :is(ins, del) {
    padding: 4px 8px;
    border-inline-start: 3px solid var(--_line);
    border-radius: 2px;
    font-family: var(--_mono);
    font-size: 12px;
    overflow-wrap: anywhere;
    text-decoration: none;
  }
  .change ins {
    border-color: var(--_good);
  }
  .change del {
    border-color: var(--_danger);
    color: var(--_muted);
    text-decoration: line-through;
  }
  .document {
    max-block-size: 560px;
    margin: 0;
    padding: 16px;
    overflow: auto;
    border-radius: var(--_r);
    background: var(--_surface-2);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .decision {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }
  form.policy {
    max-inline-size: 880px;
  }
  .source {
    inline-size: 100%;
    min-block-size: 420px;
    white-space: pre;
    overflow: auto;
    tab-size: 2;
  }
  .faults {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .fault {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 8px;
    inline-size: 100%;
    min-block-size: max(36px, var(--_target));
    padding: 8px 12px;
    border-radius: var(--_r);
    background: var(--_danger-soft);
    color: var(--_danger);
    align-items: baseline;
    align-content: center;
  }
  .values {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .starts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
    gap: 16px;
  }
  .starts li {
    display: flex;
  }
  .start {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-block-size: 72px;
    padding: 12px 16px;
    border-radius: var(--_r);
    background: var(--_surface-2);
  }
  .start:hover {
    background: var(--_surface-3);
  }
  .start b {
    font-weight: 600;
  }
  /* Two beside each other on a phone, so that none stands alone at the end. */
  @container (width < 400px) {
    .detail > .choices {
      inline-size: 100%;
    }
    .detail > .choices > [aria-pressed] {
      flex: 1 0 calc(50% - 4px);
      text-align: center;
    }
  }
  @media (forced-colors: active) {
    .fault,
    .start,
    .document {
      border: 1px solid CanvasText;
    }
  }
`;
