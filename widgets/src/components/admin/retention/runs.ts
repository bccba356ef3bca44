import { OnrecordAdminRetentionRuns } from "./runs.component.ts";

OnrecordAdminRetentionRuns.define("onrecord-admin-retention-runs");
