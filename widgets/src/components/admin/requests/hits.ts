import { OnrecordAdminHits } from "./hits.component.ts";

OnrecordAdminHits.define("onrecord-admin-hits");
