import { OnrecordAdminThen } from "./then.component.ts";

OnrecordAdminThen.define("onrecord-admin-then");
