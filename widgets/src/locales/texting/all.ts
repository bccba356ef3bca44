/** The texts of what is written to people outside: loaded with the first part that shows some. */
import type { Loaders } from "../../core/i18n.ts";

export const TEXTING: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
