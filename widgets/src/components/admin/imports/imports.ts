import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { IMPORTS } from "../../../locales/imports/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminImports } from "./imports.component.ts";

OnrecordAdminImports.define("onrecord-admin-imports");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-imports
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-imports>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await loadLater(IMPORTS);
  return { draw };
}
