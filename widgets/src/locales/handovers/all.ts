/** The texts of handing over, which few do: loaded with it. */
import type { Loaders } from "../../core/i18n.ts";

export const HANDOVERS: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
