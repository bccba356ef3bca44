import { OnrecordAdminNoticeWords } from "./notices.component.ts";

OnrecordAdminNoticeWords.define("onrecord-admin-notice-words");
