import { OnrecordAdminEditor } from "./editor.component.ts";

OnrecordAdminEditor.define("onrecord-admin-editor");
