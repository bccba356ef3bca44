import { css } from "lit";

/** The queue, and one case of it. */
export const queueStyles = css`
  .late {
    color: var(--_danger);
    font-weight: 600;
  }
  .row .line {
    white-space: normal;
  }
  .row .line :is(time, .whole) {
    white-space: nowrap;
  }
  /* A dot parts the two while they stand on one line; where the second begins a line, it is cut off. */
  .row .until {
    padding-inline-end: 8px;
  }
  .row .until + .since {
    position: relative;
    margin-inline-start: -8px;
    padding-inline-start: 8px;
  }
  .row .until + .since::before {
    content: "·";
    position: absolute;
    inset-inline-start: 0;
  }
  .row .since:only-child::first-letter {
    text-transform: uppercase;
  }
  /* What is to come here has no face. */
  .ghost {
    grid-template-columns: minmax(0, 1fr);
    padding-inline: 0;
  }
  .ghost i {
    display: none;
  }
  @container (width < 560px) {
    .row b {
      white-space: normal;
    }
  }
  .deep > .list .row b {
    white-space: normal;
  }
  .keys {
    display: none;
    text-wrap: balance;
  }
  @container (width >= 760px) {
    .keys {
      display: block;
    }
  }
  @media (pointer: coarse) {
    .keys {
      display: none;
    }
  }
`;

export const caseStyles = css`
  .top-facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    color: var(--_muted);
  }
  .top-facts b {
    color: var(--_text);
    font: var(--_t3);
    font-weight: 600;
  }
  .head:has(> h4) {
    min-block-size: 0;
  }
  .messages {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .message {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 8px 12px;
    border-radius: var(--_r);
  }
  .message.focus {
    padding: 12px;
    background: var(--_own);
    outline: 1px solid var(--_accent-text);
    outline-offset: -1px;
  }
  .by {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    color: var(--_muted);
    font: var(--_t1);
  }
  .by b {
    color: var(--_text);
    font: var(--_t2);
    font-weight: 600;
  }
  .text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font: var(--_t3);
  }
  .focus .by,
  .focus .by b {
    color: var(--_text);
  }
  mark {
    padding: 0 2px;
    border-radius: 3px;
    background: var(--_warn-soft);
    color: var(--_warn);
    font-weight: 600;
    text-decoration: underline 2px;
    text-underline-offset: 3px;
  }
  .decide {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding-block: 12px;
    border-block: 1px solid var(--_line);
    background: var(--_surface);
  }
  .decide:has(+ details) {
    border-block-end: 0;
  }
  @container (width >= 560px) {
    .decide:not(:has(form)) {
      position: sticky;
      inset-block-end: 0;
      z-index: 1;
    }
  }
  .decide form {
    max-inline-size: none;
  }
  .decide .acts h4 {
    align-self: center;
    margin-inline-end: 4px;
  }
  /* On a phone two stand on a line, and their lines end where the others do. */
  @container (width < 560px) {
    .decide .acts h4 {
      inline-size: 100%;
    }
    .acts:has(> :nth-child(3)) > .button {
      flex: 1 0 40%;
      padding-inline: 8px;
      text-align: center;
    }
  }
  .decide textarea {
    field-sizing: content;
    min-block-size: calc(2lh + 18px);
    max-block-size: calc(10lh + 18px);
  }
  /* What ends a case is a key to press; what else one does with it is not. */
  .disposition {
    outline: 1px solid var(--_edge);
    outline-offset: -1px;
    background: var(--_surface);
  }
  .disposition:hover:not(:disabled) {
    background: var(--_surface-3);
  }
  .disposition:focus-visible {
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }
  kbd {
    display: inline-grid;
    place-items: center;
    min-inline-size: 18px;
    block-size: 18px;
    padding-inline: 4px;
    border: 1px solid var(--_edge);
    border-radius: 4px;
    font-family: var(--_mono);
    font-size: calc(11px * var(--_z));
    line-height: 1;
  }
  details {
    border-block-start: 1px solid var(--_line);
  }
  summary {
    min-block-size: max(var(--_target), 40px);
    font-weight: 600;
  }
  details > div {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding-block-end: 16px;
  }
  .entry > span {
    overflow-wrap: anywhere;
  }
  .entry {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 12px;
  }
  @container (width < 560px) {
    .entry {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .entry time,
  .entry .about {
    color: var(--_muted);
    font: var(--_t1);
  }
  .ask {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 12px;
    border-radius: var(--_r);
    background: var(--_warn-soft);
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  @container (width < 560px) {
    .options {
      flex-direction: column;
    }
  }
  .options label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(24px, var(--_target));
  }
  @media (pointer: coarse) {
    kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .message.focus {
      outline-color: Highlight;
    }
    mark {
      background: Mark;
      color: MarkText;
    }
  }
`;
