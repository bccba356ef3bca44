/** Where policies are written, compared, approved: versions, and one of them beside them. */
import { type TemplateResult, html } from "lit";

import "../../policy/reading.ts";
import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminPolicy } from "./studio.component.ts";

OnrecordAdminPolicy.define("onrecord-admin-policy");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-policy
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-policy>`;
}
