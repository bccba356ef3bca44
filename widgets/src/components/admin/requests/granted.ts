import { OnrecordAdminGranted } from "./granted.component.ts";

OnrecordAdminGranted.define("onrecord-admin-granted");
