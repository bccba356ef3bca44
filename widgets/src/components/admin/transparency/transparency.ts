import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminTransparency } from "./transparency.component.ts";

OnrecordAdminTransparency.define("onrecord-admin-transparency");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-transparency
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-transparency>`;
}
