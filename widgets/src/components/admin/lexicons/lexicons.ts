/** Lists of words: what they look for, what a version changes, what it would find. */
import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminLexicons } from "./lexicons.component.ts";

OnrecordAdminLexicons.define("onrecord-admin-lexicons");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-lexicons
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-lexicons>`;
}
