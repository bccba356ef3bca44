/** What is special about a message, in words above it. */
import { type TemplateResult, html, nothing } from "lit";

import { type IconName, icon } from "../../icons/icons.ts";
import type { TextKey } from "../../base/speech.ts";
import type { Entry } from "../timeline/items.ts";
import type { Stage } from "./message.ts";

interface Flag {
  readonly glyph: IconName;
  readonly text: TextKey;
}

/** The line above a message that is pinned or saved; nothing for all others. */
export function flags({ message }: Entry, { speech }: Stage): TemplateResult | typeof nothing {
  if (!message?.pinned && !message?.saved) return nothing;
  const all: Flag[] = [
    ...(message.pinned ? [{ glyph: "pin", text: "message.pinned" } as const] : []),
    ...(message.saved ? [{ glyph: "bookmark", text: "message.saved" } as const] : []),
  ];
  return html`<div class="flags" part="flags">
    ${all.map(({ glyph, text }) => html`<span>${icon(glyph, 16)}${speech.t(text)}</span>`)}
  </div>`;
}
