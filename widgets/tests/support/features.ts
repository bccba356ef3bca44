/** Every test has all features, as a chat that is connected has them. */
import { loadFeatures } from "../../src/core/features.ts";

await loadFeatures();
// What they load on first use as well: a test that moves time waits for promises, not for files.
await Promise.all([
  import("../../src/core/announcements/reached.ts"),
  import("../../src/core/places/fetching.ts"),
  import("../../src/core/subjects/fetching.ts"),
  import("../../src/core/threads/actions.ts"),
  import("../../src/core/threads/fetching.ts"),
]);
