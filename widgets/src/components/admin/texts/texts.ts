import { type TemplateResult, html } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { TEXTING } from "../../../locales/texting/all.ts";
import { TEXTS } from "../../../locales/texts/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminTexts } from "./texts.component.ts";

OnrecordAdminTexts.define("onrecord-admin-texts");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-texts
    data-section
    exportparts="title, row, empty, problem, notice, avatar"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-texts>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await Promise.all([loadLater(TEXTING), loadLater(TEXTS)]);
  return { draw };
}
