import { html, nothing } from "lit";

import type { ChatState, ChatStore } from "../../core/types.ts";
import { OnrecordLogo } from "./logo.component.ts";

export { OnrecordLogo };
OnrecordLogo.define("onrecord-logo");

/** The logo of the tenant, where there is one. */
export function drawLogo(now: ChatState | null, store: ChatStore | null): unknown {
  const branding = now?.branding?.branding;
  if (!store || !branding) return nothing;
  if (!branding.logo && !branding.logo_light) return nothing;
  return html`<onrecord-logo
    exportparts="logo"
    .branding=${branding}
    .port=${store.port}
  ></onrecord-logo>`;
}
