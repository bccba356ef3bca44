import { css } from "lit";

/** A conversation as somebody saw it: the moment, the room, and what was said by then. */
export const thenStyles = css`
  .lines {
    gap: 16px;
  }
  .room {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
  }
  .room .people {
    column-gap: 8px;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block-start: 4px;
  }
  .one .lines {
    margin-block-start: 12px;
  }
  .one .button {
    margin-block-start: 4px;
  }
  .gone {
    display: flex;
    gap: 8px;
    color: var(--_muted);
  }
  .gone svg {
    flex: none;
    margin-block-start: 2px;
  }
  .gone span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .read {
    padding-block: 4px;
    border-block-start: 2px solid var(--_accent-text);
    color: var(--_muted);
    font: var(--_t1);
  }
  .button[aria-disabled="true"] {
    opacity: 0.5;
    cursor: default;
  }
  /* On a phone each has lines of their own, and how far they had read stands below their name. */
  @container (width < 560px) {
    .room {
      flex-direction: column;
      gap: 8px;
    }
    .room .about {
      flex-basis: 100%;
      padding-inline-start: 32px;
    }
  }
`;
