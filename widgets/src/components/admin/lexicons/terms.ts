import { OnrecordAdminTerms } from "./terms.component.ts";

OnrecordAdminTerms.define("onrecord-admin-terms");
