/** How each kind of conversation is laid out, and what stands under its announcements. */
import { type TemplateResult, html, nothing } from "lit";

import type { SideView } from "../../base/side.ts";
import type { Speech } from "../../base/speech.ts";
import { leads } from "../../core/selectors.ts";
import type { ChatStore, ConversationState } from "../../core/types.ts";
import type { ConversationKind } from "../../generated/wire.ts";
import type { Entry } from "./items.ts";

export type Layout = "bubbles" | "rows" | "cards";

const LAYOUTS: Partial<Record<ConversationKind, Layout>> = {
  channel: "rows",
  announcement: "cards",
};

export function layoutOf(kind: ConversationKind): Layout {
  return LAYOUTS[kind] ?? "bubbles";
}

/** Whether something stands under a message because it announces. */
export function announces({ message }: Entry, conversation: ConversationState | null): boolean {
  return message !== null && (message.acknowledge || conversation?.info.kind === "announcement");
}

/** What an announcement asks of its reader, or how far it has come. */
export function drawAnnounced(
  { message, own }: Entry,
  conversation: ConversationState | null,
  store: ChatStore | null,
  speech: Speech,
  beside: (view: SideView) => void,
): TemplateResult | typeof nothing {
  const info = conversation?.info;
  if (!message || !info) return nothing;
  return html`<onrecord-announced
    exportparts="acknowledge"
    .speech=${speech}
    .store=${store}
    .message=${message}
    .own=${own}
    .leads=${leads(info)}
    @side=${(event: CustomEvent<SideView>) => beside(event.detail)}
  ></onrecord-announced>`;
}
