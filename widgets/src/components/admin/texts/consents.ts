import { OnrecordAdminConsents } from "./consents.component.ts";

export { OnrecordAdminConsents };
OnrecordAdminConsents.define("onrecord-admin-consents");
