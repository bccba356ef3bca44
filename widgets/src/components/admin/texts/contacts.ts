import { OnrecordAdminContacts } from "./contacts.component.ts";

export { OnrecordAdminContacts };
OnrecordAdminContacts.define("onrecord-admin-contacts");
