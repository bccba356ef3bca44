/** The texts of the section about texts to people outside: loaded with it. */
import type { Loaders } from "../../core/i18n.ts";

export const TEXTS: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
