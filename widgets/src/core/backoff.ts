/** How long to wait before trying again. */

const BASE_MS = 500;
const CAP_MS = 30_000;

/**
 * Full jitter: anything between nothing and an exponentially growing limit, so that a thousand
 * clients that lost the same server do not come back together.
 */
export function fullJitter(attempt: number, random: () => number): number {
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 10));
}
