import { css } from "lit";

export const roomStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_surface);
    container-type: inline-size;
  }
  onrecord-timeline {
    flex: 1;
  }
  .typing,
  .typing > span {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  .typing {
    block-size: 20px;
    inline-size: 100%;
    max-inline-size: 960px;
    margin-inline: auto;
    padding-inline: 20px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .typing i {
    inline-size: 20px;
    block-size: 4px;
    background: radial-gradient(circle, currentColor 2px, transparent 2.5px) 0 / 8px 4px;
    animation: pulse 900ms ease-in-out infinite alternate;
  }
  .failure {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 4px 16px;
    padding: 4px 4px 4px 12px;
    border-radius: var(--_r);
    background: var(--_danger-soft);
    color: var(--_danger);
    font: var(--_t2);
  }
  .failure span {
    flex: 1;
  }
  .failure .icon {
    color: inherit;
  }
  @keyframes pulse {
    from {
      opacity: 0.35;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .typing i {
      animation: none;
    }
  }
  .way {
    min-block-size: max(24px, var(--_target));
    color: var(--_accent-text);
    font: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
`;
