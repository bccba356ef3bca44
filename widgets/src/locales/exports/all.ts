/** The texts of exports, which few people see even of the portal: loaded with that section. */
import type { Loaders } from "../../core/i18n.ts";

export const EXPORTS: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
