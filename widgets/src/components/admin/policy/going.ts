import { OnrecordAdminPolicyGoing } from "./going.component.ts";

OnrecordAdminPolicyGoing.define("onrecord-admin-policy-going");
