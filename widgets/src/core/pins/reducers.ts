/** What events of pins do to a message. Pure. */
import { annotated } from "../annotate.ts";
import type { Feature } from "../feature.ts";
import { patch } from "../records.ts";

export const pins: Feature = {
  name: "pins",
  reducers: {
    "message.pinned": (state, { event }) =>
      annotated(state, event, (message) => patch(message, { pinned: true })),
    "message.unpinned": (state, { event }) =>
      annotated(state, event, (message) => patch(message, { pinned: false })),
  },
};
