/** What of announcements must be known at once: which of them wait for one's word. */
import type { Envelope } from "../envelopes.ts";
import type { Feature } from "../feature.ts";
import { meOf } from "../messages.ts";
import type { Port } from "../port.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";
import type { ChatState } from "../types.ts";
import { REDUCERS } from "./reducers.ts";

addRoutes({ "announcements.pending": ["GET", "/announcements/pending"] });

const FIRST = 50;

export const announcements: Feature = {
  name: "announcements",
  reducers: REDUCERS,
  refresh,
  happened: (port, envelopes) =>
    tell(
      port,
      envelopes.flatMap((one) => arrived(port.state, one)),
    ),
};

async function refresh(port: Port): Promise<void> {
  const page = await port.during(
    () => port.call("announcements.pending", { limit: FIRST }),
    (state, { data, next_cursor: more }) =>
      patch(state, { waiting: data, moreWaiting: more !== null }),
  );
  const ids = page.data.map(({ id }) => id);
  import("./reached.ts").then((all) => all.cameMeanwhile(port, ids)).catch(() => undefined);
}

function arrived(state: ChatState, { event }: Envelope): string[] {
  if (event.type !== "message.created" || event.message.author === meOf(state)) return [];
  const { id, acknowledge, conversation_id: at } = event.message;
  return acknowledge || state.conversations[at]?.info.kind === "announcement" ? [id] : [];
}

/** Say that they have arrived here; how is loaded only where there are announcements at all. */
function tell(port: Port, ids: readonly string[]): void {
  if (ids.length === 0) return;
  import("./reached.ts").then(({ reached }) => reached(port, ids)).catch(() => undefined);
}
