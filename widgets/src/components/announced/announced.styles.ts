import { css } from "lit";

export const announcedStyles = css`
  :host {
    display: block;
    margin-block-start: 12px;
  }
  .ask {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px 16px;
    padding: 12px 12px 12px 16px;
    border-radius: var(--_r);
    background: var(--_own);
  }
  .why {
    display: flex;
    flex: 1 1 200px;
    flex-direction: column;
    font: var(--_t2);
  }
  .why b {
    font-weight: 600;
  }
  .why span {
    color: var(--_muted);
    font: var(--_t1);
  }
  .why .again {
    color: var(--_warn);
    font-weight: 600;
  }
  .problem {
    flex-basis: 100%;
    color: var(--_danger);
    font: var(--_t2);
  }
  .done {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_good);
    font: var(--_t2);
    font-weight: 600;
  }
  .ask + .standing,
  .done + .standing {
    margin-block-start: 12px;
  }
  .standing {
    display: flex;
    flex-direction: column;
    gap: 8px;
    inline-size: calc(100% + 16px);
    margin-inline: -8px;
    padding: 8px;
    border-radius: var(--_r);
    color: var(--_muted);
    font: var(--_t1);
  }
  .standing:hover {
    background: var(--_surface-3);
    color: var(--_text);
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 4px;
    border: 0;
    border-radius: 2px;
    background: var(--_line);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_line);
  }
  progress::-webkit-progress-value {
    border-radius: 2px;
    background: var(--_accent);
  }
  progress::-moz-progress-bar {
    border-radius: 2px;
    background: var(--_accent);
  }
  @media (forced-colors: active) {
    .ask {
      border: 1px solid CanvasText;
    }
  }
`;
