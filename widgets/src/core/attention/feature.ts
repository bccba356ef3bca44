/** What of attention must be known at once: the words that one wants to hear of. */
import { applied } from "../effects.ts";
import type { Feature } from "../feature.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";
import { tellOf } from "./heard.ts";

addRoutes({ "preferences.get": ["GET", "/preferences"] });

export const attention: Feature = {
  name: "attention",
  reducers: {
    "preferences.changed": (state, { event: { keywords } }) => applied(patch(state, { keywords })),
  },
  refresh: async (port) => {
    await port.during(
      () => port.call("preferences.get", {}),
      (state, { keywords }) => patch(state, { keywords }),
    );
  },
  happened: (port, envelopes) =>
    tellOf(
      port,
      envelopes.flatMap(({ event }) => (event.type === "message.created" ? [event.message] : [])),
    ),
};
