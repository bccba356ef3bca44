import { OnrecordAdminCampaigns } from "./campaigns.component.ts";

export { OnrecordAdminCampaigns };
OnrecordAdminCampaigns.define("onrecord-admin-campaigns");
