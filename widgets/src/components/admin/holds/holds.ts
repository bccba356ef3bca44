import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { HOLDS } from "../../../locales/holds/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminHolds } from "./holds.component.ts";

OnrecordAdminHolds.define("onrecord-admin-holds");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-holds
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-holds>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await loadLater(HOLDS);
  return { draw };
}
