import { OnrecordAdminAuthor } from "./author.component.ts";

OnrecordAdminAuthor.define("onrecord-admin-author");
