import { OnrecordAdminRoll, OnrecordAdminRule } from "./roll.component.ts";

OnrecordAdminRoll.define("onrecord-admin-roll");
OnrecordAdminRule.define("onrecord-admin-rule");
