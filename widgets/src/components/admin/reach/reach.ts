import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminReach } from "./reach.component.ts";

OnrecordAdminReach.define("onrecord-admin-reach");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-reach
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-reach>`;
}
