/** What of notices must be known at once: how many are new. */
import { applied } from "../effects.ts";
import type { Feature } from "../feature.ts";
import { fetchReportsAgain } from "../judging/fetching.ts";
import type { Port } from "../port.ts";
import { fetchAppealsAgain, fetchKeeps, fetchNotices } from "./fetching.ts";

const NAME = "notices";
const ASK = { asks: { [NAME]: ["the latest"] } };

/** What a notice tells of may be a report, or an appeal. */
async function fetchAll(port: Port): Promise<void> {
  const all = [fetchKeeps, fetchNotices, fetchReportsAgain, fetchAppealsAgain];
  await Promise.allSettled(all.map((fetch) => fetch(port)));
}

export const notices: Feature = {
  name: NAME,
  reducers: {
    "notice.made": (state) => applied(state, ASK),
    "notice.read": (state) => applied(state, ASK),
    "appeal.made": (state) => applied(state, ASK),
    "appeal.decided": (state) => applied(state, ASK),
    "hold.told": (state) => applied(state, ASK),
    "hold.acknowledged": (state) => applied(state, ASK),
  },
  refresh: fetchAll,
  fetch: fetchAll,
};
