/** What is shown instead of content: a wait, nothing yet, or what went wrong and what now. */
import { type TemplateResult, css, html, nothing } from "lit";

import { type IconName, icon } from "../../icons/icons.ts";

export interface NextStep {
  readonly label: string;
  run(): void;
}

/** Say what is so, and what to do next. */
export function emptyState(
  glyph: IconName,
  title: string,
  text: string,
  next?: NextStep,
): TemplateResult {
  return html`<div class="empty" part="empty">
    <span class="halo">${icon(glyph, 24)}</span>
    <h3 class="empty-title" dir="auto">${title}</h3>
    ${text ? html`<p dir="auto">${text}</p>` : nothing}
    ${
      next
        ? html`<button type="button" class="button" @click=${() => next.run()}>
            ${next.label}
          </button>`
        : nothing
    }
  </div>`;
}

/** Rows to come: appear only when the wait is longer than 300 ms. */
export function skeletonRows(label: string, count: number): TemplateResult {
  return html`<div class="skeleton" role="status">
    <span class="sr">${label}</span>
    ${Array.from(
      { length: count },
      (_, at) => html`<div class="ghost w${at % 3}"><i></i><b></b><em></em></div>`,
    )}
  </div>`;
}

export const stateStyles = css`
  .empty {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    max-inline-size: 360px;
    min-block-size: 240px;
    margin: auto;
    padding: 24px;
    text-align: center;
    text-wrap: balance;
  }
  .halo {
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    margin-block-end: 4px;
    border-radius: 50%;
    background: var(--_own);
    color: var(--_accent-text);
  }
  .empty .empty-title {
    padding: 0;
    color: var(--_text);
    font: var(--_t3);
    font-weight: 600;
  }
  .empty p {
    color: var(--_muted);
    font: var(--_t2);
  }
  .empty .button {
    margin-block-start: 8px;
  }
  .skeleton {
    opacity: 0;
    animation: appear 1ms 300ms forwards;
  }
  .ghost {
    display: grid;
    grid-template-columns: 40px minmax(0, 1fr);
    column-gap: 12px;
    row-gap: 8px;
    padding: 12px 8px;
  }
  .ghost i,
  .ghost b,
  .ghost em {
    border-radius: 6px;
    background: var(--_surface-3);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  .ghost i {
    grid-row: 1 / span 2;
    block-size: 40px;
    border-radius: 50%;
  }
  .ghost b {
    block-size: 12px;
    inline-size: 45%;
  }
  .ghost em {
    block-size: 12px;
    inline-size: 82%;
  }
  .ghost.w1 em {
    inline-size: 60%;
  }
  .ghost.w2 b {
    inline-size: 30%;
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  @keyframes breathe {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.55;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .ghost i,
    .ghost b,
    .ghost em {
      animation: none;
    }
  }
`;
