import { type TemplateResult, html } from "lit";

import "../../chat/chat.ts";
import type { Speech } from "../../../base/speech.ts";
import { loadLater } from "../../../core/i18n.ts";
import { BRANDING } from "../../../locales/branding/all.ts";
import type { Portal } from "../section.ts";
import type { Loaded } from "../sections.ts";
import { OnrecordAdminBranding } from "./branding.component.ts";

OnrecordAdminBranding.define("onrecord-admin-branding");

function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-branding
    data-section
    exportparts="title, problem, notice"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-branding>`;
}

/** The section, once its words are there. */
export async function loaded(): Promise<Loaded> {
  await loadLater(BRANDING);
  return { draw };
}
