/** Requests to look, those who decide about them, and what an open one shows. */
import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { REQUESTS } from "../../../locales/requests/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminRequests } from "./requests.component.ts";

OnrecordAdminRequests.define("onrecord-admin-requests");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-requests
    data-section
    exportparts="title, row, empty, problem, notice, avatar, body"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-requests>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await loadLater(REQUESTS);
  return { draw };
}
