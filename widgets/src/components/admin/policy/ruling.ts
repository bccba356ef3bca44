import { OnrecordAdminRuling } from "./ruling.component.ts";

OnrecordAdminRuling.define("onrecord-admin-ruling");
