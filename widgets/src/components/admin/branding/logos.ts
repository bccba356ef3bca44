import { OnrecordAdminLogos } from "./logos.component.ts";

OnrecordAdminLogos.define("onrecord-admin-logos");
