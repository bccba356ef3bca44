/** What is to be reviewed, the gravest first, and one case of it. */
import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { QUEUE } from "../../../locales/queue/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminQueue } from "./queue.component.ts";

OnrecordAdminQueue.define("onrecord-admin-queue");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-queue
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-queue>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await loadLater(QUEUE);
  return { draw };
}
