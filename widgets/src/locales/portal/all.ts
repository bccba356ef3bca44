/** The texts of the portal, which few people see: loaded by its element. */
import type { Loaders } from "../../core/i18n.ts";

export const PORTAL: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
