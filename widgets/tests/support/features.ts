/** Every test has all features, as a chat that is connected has them. */
import { loadFeatures } from "../../src/core/features.ts";

await loadFeatures();
