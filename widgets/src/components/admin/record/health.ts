import { loadLater } from "../../../core/i18n.ts";
import { RECORD_HEALTH } from "../../../locales/record_health/all.ts";
import { OnrecordAdminHealth } from "./health.component.ts";

OnrecordAdminHealth.define("onrecord-admin-health");

/** Have its words. */
export function loaded(): Promise<void> {
  return loadLater(RECORD_HEALTH);
}
