import { OnrecordAdminAsking } from "./asking.component.ts";

export { OnrecordAdminAsking };
OnrecordAdminAsking.define("onrecord-admin-asking");
