/** What of threads must be known at once: one's place in each, so that replies can be counted. */
import type { Feature } from "../feature.ts";
import { REDUCERS } from "./reducers.ts";

export const places: Feature = {
  name: "places",
  reducers: REDUCERS,
  refresh: async (port) => (await import("./fetching.ts")).marks(port, null),
  fetch: async (port, ids) => (await import("./fetching.ts")).fetchPlaces(port, ids),
};
