/** What of attention must be known at once: the words that one wants to hear of, one's language and the size of text. */
import type { Preferences } from "../../generated/wire.ts";
import { applied } from "../effects.ts";
import type { Feature } from "../feature.ts";
import { patch } from "../records.ts";
import { addRoutes } from "../routes.ts";
import { tellOf } from "./heard.ts";

addRoutes({ "preferences.get": ["GET", "/preferences"] });

type Preferred = Pick<Preferences, "keywords" | "language" | "text_size">;

export const attention: Feature = {
  name: "attention",
  reducers: {
    "preferences.changed": (state, { event }) => applied(patch(state, preferred(event))),
  },
  refresh: async (port) => {
    await port.during(
      () => port.call("preferences.get", {}),
      (state, answer) => patch(state, preferred(answer)),
    );
  },
  happened: (port, envelopes) =>
    tellOf(
      port,
      envelopes.flatMap(({ event }) => (event.type === "message.created" ? [event.message] : [])),
    ),
};

export function preferred({ keywords, language, text_size }: Preferred): Preferred {
  return { keywords, language, text_size };
}
