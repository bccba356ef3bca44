/** The texts of what people ask of what is kept about them: for who answers, and for who asks. */
import type { Loaders } from "../../core/i18n.ts";

export const DATA: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
