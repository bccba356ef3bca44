/** When the host's own code acted in one's name: fetched when it is shown, and again after a resync. */
import type { Impersonation, Page } from "../../generated/wire.ts";
import type { Feature } from "../feature.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "impersonations.list": ["GET", "/impersonations"] });

const PAGE = 20;

/** One page of them, the latest first; the first is kept in the state. */
export async function listUses(port: Port, cursor: string | null): Promise<Page<Impersonation>> {
  const more = cursor === null ? {} : { cursor };
  const page = await port.call("impersonations.list", { limit: PAGE, ...more });
  if (cursor === null) port.update((state) => patch(state, { uses: page }));
  return page;
}

async function again(port: Port): Promise<void> {
  if (port.state.uses) await listUses(port, null);
}

export const uses: Feature = { name: "uses", reducers: {}, refresh: again };
