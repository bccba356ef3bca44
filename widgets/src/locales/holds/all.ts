/** The texts of legal holds, which few people see even of the portal: loaded with that section. */
import type { Loaders } from "../../core/i18n.ts";

export const HOLDS: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
