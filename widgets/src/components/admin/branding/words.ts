import { OnrecordAdminBrandingWords } from "./words.component.ts";

OnrecordAdminBrandingWords.define("onrecord-admin-branding-words");
