import { OnrecordAdminSenders } from "./senders.component.ts";

export { OnrecordAdminSenders };
OnrecordAdminSenders.define("onrecord-admin-senders");
