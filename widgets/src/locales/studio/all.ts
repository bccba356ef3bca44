/** The texts of the form of a policy, which who writes one sees: loaded by the editor. */
import type { Loaders } from "../../core/i18n.ts";

export const STUDIO: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
