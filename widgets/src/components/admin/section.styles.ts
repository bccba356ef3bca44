import { css } from "lit";

/** What every section looks like: lists, one thing of them, facts, forms. */
export const sectionStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    font: var(--_t2);
    text-wrap: pretty;
    --_size: 24px;
  }
  h2:focus-visible,
  h3:focus-visible {
    outline: none;
  }
  h2 {
    font: var(--_t5);
  }
  h3,
  h4 {
    text-wrap: balance;
  }
  h3 {
    font: var(--_t4);
    overflow-wrap: anywhere;
  }
  h4 {
    margin: 0;
    font: var(--_t3);
    font-weight: 600;
  }
  .head,
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-block-size: 40px;
  }
  .head h2,
  .top h3 {
    flex: 1;
  }
  /* What stands beside a name goes below it before the name is torn apart. */
  .top h3 {
    flex-basis: 50%;
  }
  .top .back {
    margin-inline-start: -8px;
  }
  .split,
  .column {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-inline-size: 0;
  }
  .list,
  .detail {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-inline-size: 0;
  }
  .list:only-child {
    max-inline-size: 880px;
  }
  .deep > .list {
    display: none;
  }
  /* Beside others it takes the room that its row needs, not the whole width. */
  :is(.list, .detail, .column) > .button {
    align-self: flex-start;
  }
  .empty p {
    text-wrap: balance;
  }
  .about {
    color: var(--_muted);
    max-inline-size: 72ch;
  }
  /* Rows to come begin where rows do. */
  .skeleton {
    margin-inline: -8px;
  }
  ul.rows {
    display: flex;
    flex-direction: column;
    gap: 4px;
    margin-inline: -8px;
  }
  /* It is there before it says something, and takes no room of its own until then. */
  :is(form, .column, .list, .detail, .card) > :is(div:not(:has(*)), :empty)[role="status"] {
    position: absolute;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 8px;
    inline-size: 100%;
    min-block-size: 56px;
    padding: 8px;
    border-radius: var(--_r);
    align-content: center;
    transition: background var(--_fast) var(--_ease);
  }
  .row:hover {
    background: var(--_surface-3);
  }
  .row[aria-current="true"] {
    background: var(--_own);
  }
  .row b,
  .row b .person {
    font-weight: 600;
  }
  /* What is said of somebody stands below their name, not below their face. */
  .row:has(> b > .person) > .line {
    padding-inline-start: 32px;
  }
  /* One or two words about it stand on the line of its name. */
  .row > span:has(> .badge) {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    align-items: center;
    align-self: center;
    gap: 4px;
  }
  .row .line {
    grid-column: 1 / -1;
    color: var(--_muted);
  }
  /* What is awaited here has no faces. */
  .ghost {
    grid-template-columns: minmax(0, 1fr);
  }
  .ghost i {
    display: none;
  }
  .whole {
    display: inline-block;
  }
  .row[aria-current="true"] .line {
    color: var(--_text);
  }
  .badge {
    display: inline-flex;
    align-items: center;
    align-self: center;
    inline-size: fit-content;
    min-block-size: 20px;
    padding: 0 8px;
    border-radius: 10px;
    background: var(--_surface-3);
    color: var(--_text);
    font: var(--_t1);
    font-weight: 600;
    white-space: nowrap;
  }
  .badge.waits {
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .badge.good {
    background: var(--_own);
    color: var(--_accent-text);
  }
  .badge.bad {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .row[aria-current="true"] .badge.good {
    background: var(--_surface);
  }
  .badge.quiet {
    background: none;
    padding-inline: 0;
    color: var(--_muted);
  }
  :is(.column, .card) > .badge {
    align-self: flex-start;
  }
  .card {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 16px;
    border-radius: var(--_r);
    background: var(--_surface-2);
    min-inline-size: 0;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
    gap: 16px;
  }
  dl,
  dl.card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  dt {
    color: var(--_muted);
    font: var(--_t1);
  }
  dd {
    overflow-wrap: anywhere;
  }
  dd .badge {
    white-space: normal;
  }
  dd > :is(.person, .people, .badge):first-child {
    margin-block-start: 4px;
  }
  .person {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    font: var(--_t2);
  }
  .place-line {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  .place-line small {
    display: block;
    color: var(--_muted);
    font: var(--_t1);
  }
  .people {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
  }
  code,
  .code {
    font-family: var(--_mono);
    font-size: calc(12px * var(--_z));
  }
  pre.code {
    padding: 12px;
    overflow: auto;
    border-radius: var(--_r);
    background: var(--_surface-3);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  a.button {
    text-decoration: none;
  }
  .said {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font: var(--_t3);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .acts:not(:has(*)) {
    display: none;
  }
  .problem,
  .note {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    border-radius: var(--_r);
    background: var(--_surface-3);
  }
  .problem {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .problem ul {
    margin-block-start: 4px;
  }
  .note.warn {
    background: var(--_warn-soft);
    color: var(--_warn);
    font-weight: 600;
  }
  :is(.problem, .note) svg {
    margin-block-start: 2px;
  }
  .choices {
    --_each: none;
    --_chosen: var(--_surface);
    --_tray: 4px;
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    inline-size: fit-content;
    max-inline-size: 100%;
    padding: 2px;
    border-radius: var(--_r);
    background: var(--_surface-3);
  }
  /* Three stand in one tray; more are pills, which may wrap. */
  .choices:has(> :nth-child(4)) {
    --_each: var(--_surface-3);
    --_chosen: var(--_own);
    --_tray: 0px;
    gap: 4px;
    padding: 0;
    background: none;
  }
  .choices button {
    position: relative;
    min-block-size: max(28px, calc(var(--_target) - var(--_tray)));
    padding: 0 12px;
    border-radius: var(--_r-s);
    background: var(--_each);
    color: var(--_text);
    font-weight: 600;
  }
  /* The rim of the tray is pressed, too. */
  .choices button::after {
    content: "";
    position: absolute;
    inset-block: calc(var(--_tray) / -2);
    inset-inline: 0;
  }
  .choices button[aria-pressed="true"] {
    background: var(--_chosen);
    color: var(--_accent-text);
  }
  .deep > .list > .choices:has(> :nth-child(4)) button {
    padding-inline: 8px;
  }
  @media (pointer: coarse) {
    .choices button {
      min-block-size: var(--_target);
    }
  }
  /* On a phone their lines end where the others do. */
  @container (width < 400px) {
    .choices:has(> :nth-child(4)) {
      inline-size: 100%;
    }
    .choices:has(> :nth-child(4)) button {
      flex: 1 0 auto;
      padding-inline: 6px;
      text-align: center;
    }
  }
  @container (width >= 560px) {
    .pair {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    dl.wide {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container (width >= 760px) {
    .split.deep {
      display: grid;
      grid-template-columns: minmax(260px, 340px) minmax(0, 1fr);
      gap: 32px;
    }
    .deep > .list {
      display: flex;
    }
    .detail .back,
    .detail > .instead {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .card,
    .problem,
    .note,
    .badge,
    .choices {
      border: 1px solid CanvasText;
    }
    .badge.quiet,
    .choices:has(> :nth-child(4)) {
      border: 0;
    }
    .choices:has(> :nth-child(4)) button {
      border: 1px solid ButtonText;
    }
    .row[aria-current="true"],
    .choices button[aria-pressed="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
