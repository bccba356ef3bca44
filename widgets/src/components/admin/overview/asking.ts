/** What people ask of what is kept about them, as far as it waits for somebody. */
import { listDataRequests } from "../../../core/oversight/data_requests.ts";
import type { Port } from "../../../core/port.ts";
import type { DataRequest } from "../../../generated/wire.ts";
import { isOpen } from "../../data/words.ts";
import { stepsOf } from "../data/steps.ts";
import type { Rights } from "../rights.ts";

export interface Asked {
  readonly first: readonly DataRequest[];
  /** Weighed by somebody else. */
  readonly seconds: readonly DataRequest[];
  readonly more: boolean;
}

export async function askedOf(port: Port, rights: Rights): Promise<Asked> {
  const { data, next_cursor: more } = await listDataRequests(port, true, null);
  const open = data.filter((one) => isOpen(one) && stepsOf(one, rights).length > 0);
  return {
    first: open.filter((one) => one.state !== "weighed"),
    seconds: open.filter((one) => one.state === "weighed" && one.weighed_by !== rights.me),
    more: more !== null,
  };
}
