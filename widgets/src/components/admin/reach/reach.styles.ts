import { css } from "lit";

/** Announcements one below the other, and why somebody is on the list. */
export const reachStyles = css`
  .far {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
    gap: 16px;
  }
  .far .card {
    gap: 8px;
  }
  .far h4 {
    overflow-wrap: anywhere;
  }
  .why {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  /* It has no ground of its own to keep the next away. */
  .why .badge.quiet {
    margin-inline-end: 4px;
  }
  .pick {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .pick .field {
    flex: 1 1 240px;
    max-inline-size: 400px;
  }
  /* Six reasons stand two on a line of a phone; a long one breaks. */
  @container (width < 400px) {
    .choices:has(> :nth-child(5)) {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .choices:has(> :nth-child(5)) button {
      padding-block: 4px;
    }
  }
`;
