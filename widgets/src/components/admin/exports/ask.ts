import { OnrecordAdminExportAsk } from "./ask.component.ts";

OnrecordAdminExportAsk.define("onrecord-admin-export-ask");
