import { OnrecordAdminPolicyForm } from "./form.component.ts";

OnrecordAdminPolicyForm.define("onrecord-admin-policy-form");
