import { type TemplateResult, html } from "lit";

import "../../chat/chat.ts";
import type { Speech } from "../../../base/speech.ts";
import type { Portal } from "../section.ts";
import { OnrecordAdminBranding } from "./branding.component.ts";

OnrecordAdminBranding.define("onrecord-admin-branding");

export function draw(portal: Portal, speech: Speech): TemplateResult {
  return html`<onrecord-admin-branding
    data-section
    exportparts="title, problem, notice"
    .portal=${portal}
    .speech=${speech}
  ></onrecord-admin-branding>`;
}
