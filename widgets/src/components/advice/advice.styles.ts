import { css } from "lit";

/** Its boxes stand in the grid of the composer, as if they were the composer's own. */
export const adviceStyles = css`
  :host {
    display: contents;
  }
  .mirror {
    grid-area: text;
    min-inline-size: 0;
    margin: 0;
    padding: 10px 16px;
    overflow: hidden;
    color: transparent;
    font: var(--_t3);
    white-space: pre-wrap;
    overflow-wrap: break-word;
    pointer-events: none;
    user-select: none;
  }
  .mirror u {
    text-decoration: underline dotted 2px var(--_accent-text);
    text-decoration-skip-ink: none;
    text-underline-offset: 4px;
  }
  .mirror u.now {
    text-decoration-style: solid;
  }
  .chip {
    grid-area: advice;
    justify-self: start;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: max(28px, calc(var(--_target) - 8px));
    margin: 0 8px 2px;
    padding-inline: 8px;
    border-radius: var(--_r);
    color: var(--_accent-text);
    font: var(--_t1);
  }
  .chip:hover {
    background: var(--_surface-3);
  }
  @media (width >= 560px) {
    .pop {
      inline-size: 320px;
    }
  }
  .what {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 12px 16px 8px;
  }
  .what > * {
    margin: 0;
  }
  .what h4 {
    font: var(--_t2);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .what p {
    color: var(--_muted);
  }
  .words {
    display: flex;
    flex-direction: column;
    padding-inline: 4px;
  }
  .words button {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: max(36px, var(--_target));
    padding-inline: 12px;
    border-radius: var(--_r);
    color: var(--_accent-text);
    font-weight: 600;
    text-align: start;
  }
  .words button.quiet {
    color: var(--_text);
    font-weight: 400;
  }
  .words button:is(:hover, :focus-visible) {
    background: var(--_surface-3);
  }
  .words button:focus-visible {
    outline-offset: -2px;
  }
  .words svg {
    color: var(--_muted);
  }
  .below {
    margin-block-start: 4px;
    padding: 8px 16px 12px;
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    font: var(--_t1);
  }
  .below a {
    color: var(--_accent-text);
    text-underline-offset: 3px;
  }
  @media (pointer: coarse) {
    .mirror {
      padding-block: 14px;
    }
  }
  @container (width < 560px) {
    .mirror {
      font-size: calc(16px * var(--_z));
    }
  }
  @media (forced-colors: active) {
    .mirror {
      color: transparent;
      forced-color-adjust: none;
    }
    .mirror u {
      text-decoration-color: Highlight;
    }
  }
`;
