import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminSamples } from "./samples.component.ts";

OnrecordAdminSamples.define("onrecord-admin-samples");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-samples
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-samples>`;
}
