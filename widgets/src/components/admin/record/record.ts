import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminRecord } from "./record.component.ts";

OnrecordAdminRecord.define("onrecord-admin-record");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-record
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-record>`;
}
