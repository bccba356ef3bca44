/** The texts of the branding: loaded with that section. */
import type { Loaders } from "../../core/i18n.ts";

export const BRANDING: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
