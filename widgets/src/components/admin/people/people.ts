import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminPeople } from "./people.component.ts";
import { OnrecordAdminPerson } from "./person.component.ts";

OnrecordAdminPeople.define("onrecord-admin-people");
OnrecordAdminPerson.define("onrecord-admin-person");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-people
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-people>`;
}
