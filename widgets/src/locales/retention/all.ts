/** The texts of what rules of retention ask, and of past runs. */
import type { Loaders } from "../../core/i18n.ts";

export const RETENTION: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
