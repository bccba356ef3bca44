import { css } from "lit";

/** Announcements one below the other, and why somebody is on the list. */
export const reachStyles = css`
  .far {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
    gap: 16px;
    align-items: start;
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
`;
