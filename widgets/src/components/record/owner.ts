import type { Speech } from "../../base/speech.ts";

/** The tenant that a mount without names has; it is no name to show anybody. */
const UNNAMED = "default";

/** In whose database everything is kept, as readers call it. */
export function ownerOf({ t }: Speech, tenant = UNNAMED): string {
  if (tenant === UNNAMED) return t("record.your_company");
  return tenant.charAt(0).toLocaleUpperCase() + tenant.slice(1);
}
