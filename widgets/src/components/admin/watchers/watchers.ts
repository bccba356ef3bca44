import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminWatchers } from "./watchers.component.ts";

OnrecordAdminWatchers.define("onrecord-admin-watchers");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-watchers
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-watchers>`;
}
