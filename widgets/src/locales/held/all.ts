/** The texts of what one is asked to keep, which few are: loaded with it. */
import type { Loaders } from "../../core/i18n.ts";

export const HELD: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
