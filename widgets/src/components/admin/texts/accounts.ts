import { OnrecordAdminAccounts } from "./accounts.component.ts";

export { OnrecordAdminAccounts };
OnrecordAdminAccounts.define("onrecord-admin-accounts");
