import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminSpaces } from "./spaces.component.ts";

OnrecordAdminSpaces.define("onrecord-admin-spaces");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-spaces
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-spaces>`;
}
