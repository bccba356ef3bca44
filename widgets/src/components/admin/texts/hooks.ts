import { OnrecordAdminHooks } from "./hooks.component.ts";

export { OnrecordAdminHooks };
OnrecordAdminHooks.define("onrecord-admin-hooks");
