import { OnrecordAdminBrandingVersions } from "./versions.component.ts";

OnrecordAdminBrandingVersions.define("onrecord-admin-branding-versions");
