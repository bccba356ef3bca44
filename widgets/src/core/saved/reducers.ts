/** What events of one's own saved messages do to a message. Pure. */
import { annotated } from "../annotate.ts";
import type { Feature } from "../feature.ts";
import { patch } from "../records.ts";

export const saved: Feature = {
  name: "saved",
  reducers: {
    "message.saved": (state, { event }) =>
      annotated(state, event, (message) => patch(message, { saved: true })),
    "message.unsaved": (state, { event }) =>
      annotated(state, event, (message) => patch(message, { saved: false })),
  },
};
