/** The texts of what one is asked to bring from other programs, which few are: loaded with it. */
import type { Loaders } from "../../core/i18n.ts";

export const BRING: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
