import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { EXPORTS } from "../../../locales/exports/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminExports } from "./exports.component.ts";

OnrecordAdminExports.define("onrecord-admin-exports");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-exports
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-exports>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await loadLater(EXPORTS);
  return { draw };
}
