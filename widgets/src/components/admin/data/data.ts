import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { DATA } from "../../../locales/data/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminData } from "./data.component.ts";

OnrecordAdminData.define("onrecord-admin-data");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-data
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-data>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await loadLater(DATA);
  return { draw };
}
