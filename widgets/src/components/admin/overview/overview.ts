import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminOverview } from "./overview.component.ts";

OnrecordAdminOverview.define("onrecord-admin-overview");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-overview
    data-section
    exportparts="title, row, empty, problem, notice"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-overview>`;
}
