import { OnrecordAdminDays } from "./days.component.ts";

OnrecordAdminDays.define("onrecord-admin-days");
