import { OnrecordAdminCase } from "./case.component.ts";

OnrecordAdminCase.define("onrecord-admin-case");
