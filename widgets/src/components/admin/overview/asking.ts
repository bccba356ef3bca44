/** What people ask of what is kept about them, as far as it waits for somebody. */
import { listDataRequests } from "../../../core/oversight/data_requests.ts";
import type { Port } from "../../../core/port.ts";
import type { DataRequest } from "../../../generated/wire.ts";
import { stepsOf } from "../data/steps.ts";
import type { Rights } from "../rights.ts";

export interface Asked {
  readonly first: readonly DataRequest[];
  /** Weighed by somebody else. */
  readonly seconds: readonly DataRequest[];
  readonly more: boolean;
}

/** Each is asked for by itself: those that wait longest are not among the latest of all. */
const OPEN = ["received", "identified", "weighed"] as const;

export async function askedOf(port: Port, rights: Rights): Promise<Asked> {
  const pages = await Promise.all(OPEN.map((state) => listDataRequests(port, true, null, state)));
  const all = pages.flatMap(({ data }, at) => data.filter(({ state }) => state === OPEN[at]));
  const open = all.filter((one) => stepsOf(one, rights).length > 0);
  return {
    first: open.filter((one) => one.state !== "weighed"),
    seconds: open.filter((one) => one.state === "weighed" && one.weighed_by !== rights.me),
    more: pages.some(({ next_cursor: more }) => more !== null),
  };
}
