import { OnrecordAdminHandover } from "./handover.component.ts";

OnrecordAdminHandover.define("onrecord-admin-handover");
