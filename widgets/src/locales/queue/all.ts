/** The texts of cases and their queue: loaded with that section. */
import type { Loaders } from "../../core/i18n.ts";

export const QUEUE: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
