import { css } from "lit";

/** A native dialog: a card in the middle, a sheet from below on a narrow screen. */
export const dialogStyles = css`
  dialog {
    inline-size: min(480px, 100vw - 32px);
    max-inline-size: none;
    max-block-size: min(720px, 100dvh - 48px);
    margin: auto;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_r) * 2);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_t3);
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: rise var(--_fast) var(--_ease);
  }
  dialog::backdrop {
    background: oklch(0.2 0.01 260 / 0.45);
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 56px;
    padding-block: 4px;
    padding-inline: 20px 8px;
  }
  .head h2 {
    flex: 1;
    min-inline-size: 0;
    padding-block: 12px;
    overflow-wrap: anywhere;
    font: var(--_t4);
  }
  .inside {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-block-size: 0;
    padding: 0 20px 20px;
    overflow-y: auto;
  }
  .inside > p {
    color: var(--_muted);
    font: var(--_t2);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    padding: 12px 20px 16px;
    border-block-start: 1px solid var(--_line);
  }
  .labelled {
    display: flex;
    flex-direction: column;
    gap: 4px;
    font: var(--_t2);
  }
  .labelled > span {
    font-weight: 600;
  }
  .problem {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    border-radius: var(--_r);
    background: var(--_danger-soft);
    color: var(--_danger);
    font: var(--_t2);
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @media (width < 560px) {
    dialog {
      inline-size: 100vw;
      max-block-size: 92dvh;
      margin-block-end: 0;
      border-width: 1px 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding-block-end: env(safe-area-inset-bottom);
    }
    .foot .button {
      flex: 1;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open] {
      animation: none;
    }
  }
`;
