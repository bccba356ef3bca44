/** What of texts must be known at once: who is outside. Who shows how they stand hears what happens to them. */
import { applied } from "../effects.ts";
import type { Envelope } from "../envelopes.ts";
import type { Feature } from "../feature.ts";
import type { Port } from "../port.ts";

/** Who looks at texts of a mount; see `texting.ts`. */
export interface Looking {
  /** Something was missed: ask for all that is shown again. */
  again(): void;
  heard(event: Envelope["event"]): void;
}

/** What is refused where a text may not go: it may stand otherwise than one knows. */
const HELD_BACK = new Set([
  "opted_out",
  "consent_missing",
  "quiet_hours",
  "daily_cap",
  "not_assigned",
  "text_suppressed",
  "sender_paused",
]);

/** They come with the first conversation with somebody outside that is opened. */
export const LOOKING = new WeakMap<Port, Looking>();

const NAME = "texting";

async function fetchOutside(port: Port): Promise<void> {
  await (await import("./fetching.ts")).fetchOutside(port);
}

/** Who writes to nobody outside asks for nothing. */
async function refresh(port: Port): Promise<void> {
  LOOKING.get(port)?.again();
  const all = Object.values(port.state.conversations);
  if (all.some(({ info }) => info.kind === "external")) await fetchOutside(port);
}

export const texting: Feature = {
  name: NAME,
  reducers: {
    "sms.paired": (state) => applied(state, { asks: { [NAME]: ["outside"] } }),
    // `sms.…`: how texts stand is no part of the state; who looks at them has it here.
  },
  refresh,
  fetch: fetchOutside,
  happened: (port, envelopes) => {
    const looking = LOOKING.get(port);
    if (looking) for (const { event } of envelopes) looking.heard(event);
  },
  refused: (port, { code }) => {
    if (HELD_BACK.has(code)) LOOKING.get(port)?.again();
  },
};
