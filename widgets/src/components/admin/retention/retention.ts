import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { RETENTION } from "../../../locales/retention/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminRetention } from "./retention.component.ts";

OnrecordAdminRetention.define("onrecord-admin-retention");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-retention
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-retention>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await loadLater(RETENTION);
  return { draw };
}
