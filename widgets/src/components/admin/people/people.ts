import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import "../../people/people.ts";
import { OnrecordAdminPeople } from "./people.component.ts";

OnrecordAdminPeople.define("onrecord-admin-people");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-people
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-people>`;
}
