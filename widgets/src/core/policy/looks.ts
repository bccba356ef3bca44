/** The looks at one's conversations under the policy: fetched when they are shown, and again when one happens. */
import type { Disclosures } from "../../generated/wire.ts";
import { applied } from "../effects.ts";
import type { Feature } from "../feature.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "disclosures.list": ["GET", "/disclosures"] });

const NAME = "looks";
const PAGE = 50;

/** One page of them, the latest first; the first is kept in the state. */
export async function listLooks(port: Port, cursor: string | null): Promise<Disclosures> {
  const more = cursor === null ? {} : { cursor };
  const page = await port.call("disclosures.list", { limit: PAGE, ...more });
  if (cursor === null) port.update((state) => patch(state, { looks: page }));
  return page;
}

async function again(port: Port): Promise<void> {
  if (port.state.looks) await listLooks(port, null);
}

export const looks: Feature = {
  name: NAME,
  reducers: {
    "disclosure.made": (state) =>
      applied(state, state.looks ? { asks: { [NAME]: ["the latest"] } } : {}),
  },
  refresh: again,
  fetch: again,
};
