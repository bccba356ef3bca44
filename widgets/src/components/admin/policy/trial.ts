import { OnrecordAdminPolicyTrial } from "./trial.component.ts";

OnrecordAdminPolicyTrial.define("onrecord-admin-policy-trial");
