import { type TemplateResult, html } from "lit";

import { PARTS } from "../../base/parts.ts";
import type { Speech } from "../../base/speech.ts";
import { myId } from "../../base/state.ts";
import { conversationTitle } from "../../core/selectors.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { MemberRole } from "../../generated/wire.ts";

interface Adding {
  readonly members: string[];
  readonly history: "all" | "from_now";
}

/** What the details of a conversation are bound to. */
export interface Binding {
  readonly now: ChatState;
  readonly store: ChatStore;
  readonly id: string;
  readonly speech: Speech;
  /** Does it; what goes wrong is shown in the conversation. */
  attempt(work: Promise<unknown>): void;
  close(): void;
  left?(): void;
}

/** Draw the details of one conversation, bound to the store. */
export function drawDetails({
  now,
  store,
  id,
  speech,
  attempt,
  close,
  left,
}: Binding): TemplateResult {
  const conversation = now.conversations[id] ?? null;
  const me = myId(now);
  return html`<onrecord-details
    exportparts=${PARTS}
    .speech=${speech}
    .conversation=${conversation}
    .heading=${conversation ? conversationTitle(now, conversation.info) : ""}
    .me=${me}
    .presence=${now.presence}
    .search=${(query: string) => store.searchPeople(query)}
    @close=${() => close()}
    @rename=${(e: CustomEvent<string>) => attempt(store.rename(id, e.detail))}
    @mute=${(e: CustomEvent<boolean>) => attempt(store.mute(id, e.detail))}
    @add=${(e: CustomEvent<Adding>) =>
      attempt(store.addMembers(id, e.detail.members, e.detail.history))}
    @remove=${(e: CustomEvent<string>) => attempt(store.removeMember(id, e.detail))}
    @role=${(e: CustomEvent<{ person: string; role: MemberRole }>) =>
      attempt(store.changeMember(id, e.detail.person, e.detail.role))}
    @leave=${() => attempt(store.removeMember(id, me).then(() => left?.()))}
  ></onrecord-details>`;
}
