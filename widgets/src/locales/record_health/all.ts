/** The texts of how it stands with the record, for who answers for it: loaded with that part. */
import type { Loaders } from "../../core/i18n.ts";

export const RECORD_HEALTH: Loaders = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
};
