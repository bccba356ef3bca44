/** The texts of requests to look: loaded with that section. */
import type { Loaders } from "../../core/i18n.ts";

export const REQUESTS: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
