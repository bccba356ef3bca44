/** What is to be reviewed, the gravest first, and one case of it. */
import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminQueue } from "./queue.component.ts";

OnrecordAdminQueue.define("onrecord-admin-queue");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-queue
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-queue>`;
}
