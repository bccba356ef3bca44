import { css } from "lit";

export const bringingStyles = css`
  .block {
    margin-block-end: var(--_after, 0);
  }
  .line {
    gap: 4px;
  }
  .reason {
    white-space: pre-wrap;
  }
  .block .due {
    display: flex;
    gap: 8px;
    color: var(--_warn);
    font-weight: 600;
  }
  .block .due span {
    color: inherit;
  }
  .block .wrong {
    color: var(--_danger);
  }
  .labelled {
    display: flex;
    flex-direction: column;
    gap: 4px;
    inline-size: 100%;
    margin-block-start: 8px;
  }
  .field {
    inline-size: 100%;
  }
  pre {
    overflow: hidden;
    inline-size: 100%;
    padding: 8px 12px;
    border-radius: var(--_r);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_t1);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  progress {
    inline-size: 100%;
  }
  .receipt {
    display: flex;
    flex-direction: column;
  }
  .receipt code {
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .acts {
    gap: 8px;
    margin-block-start: 8px;
  }
  .acts .button {
    white-space: normal;
  }
`;
