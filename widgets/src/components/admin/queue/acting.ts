import { OnrecordAdminActing } from "./acting.component.ts";

OnrecordAdminActing.define("onrecord-admin-acting");
