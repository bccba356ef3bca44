/** What each action of a message does. A new action is a name in `message.ts` and a line in `ACTS`. */
import type { LazyTag } from "../../base/lazy.ts";
import type { SideView } from "../../base/side.ts";
import type { TextKey } from "../../base/speech.ts";
import type { ChatStore, ConversationState, Draft } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import type { Readers } from "../body/body.ts";
import { type ActionName, copyText } from "../message/message.ts";
import type { OnrecordRemoval } from "../removal/removal.component.ts";
import type { Entry } from "../timeline/items.ts";
import type { OnrecordVersions } from "../versions/versions.component.ts";

/** An action that somebody chose. */
export interface Done {
  readonly name: ActionName;
  readonly entry: Entry;
}

/** The room as the actions see it. */
export interface Stand {
  readonly store: ChatStore;
  readonly conversationId: string;
  readonly conversation: ConversationState | null;
  readonly readers: Readers;
  /** Load a dialog of the room and do something with it. */
  summon<T extends HTMLElement>(tag: LazyTag, act: (element: T) => void): void;
  /** Open a view beside the conversation. */
  beside(view: SideView): void;
  reveal(messageId: string | null): Promise<void>;
  /** Do it; what goes wrong is shown above the composer. */
  attempt(work: Promise<unknown>): void;
  fail(key: TextKey): void;
}

const NOTHING: Draft = { text: "", replyTo: null, editing: null };

const ACTS: Readonly<Record<ActionName, (room: Stand, entry: Entry) => void>> = {
  reply: (room, { message }) =>
    begin(room, { ...NOTHING, text: kept(room), replyTo: message?.id ?? null }),
  edit: (room, { message }) => edit(room, message),
  copy,
  versions,
  remove: (room, { message, own }) => {
    if (message) room.summon<OnrecordRemoval>("onrecord-removal", (it) => it.ask(message, own));
  },
  retry: ({ store }, { key }) => store.retry(key),
  discard,
  goto: (room, { replyTo }) => void room.reveal(replyTo),
};

/** Do what somebody chose. */
export function act(room: Stand, { name, entry }: Done): void {
  ACTS[name](room, entry);
}

/** Take one's own last message back into the composer. */
export function editLast(room: Stand): void {
  const { me } = room.readers;
  const messages = room.conversation?.timeline?.messages ?? [];
  edit(room, messages.findLast((m) => m.author === me && m.state === "active") ?? null);
}

/** Save what an edit made of a message; the composer is empty then. */
export function save(room: Stand, text: string): void {
  const id = room.conversation?.draft?.editing;
  if (id) room.attempt(change(room, id, text));
}

async function change(room: Stand, id: string, text: string): Promise<void> {
  const loaded = room.conversation?.timeline?.messages.find((one) => one.id === id);
  const message = loaded ?? (await room.store.message(id));
  if (message && message.text !== text) await room.store.edit(message, text);
  begin(room, null);
}

/** What is being written stays when a reply begins. */
function kept({ conversation }: Stand): string {
  const draft = conversation?.draft;
  return draft && !draft.editing ? draft.text : "";
}

function begin({ store, conversationId }: Stand, draft: Draft | null): void {
  store.setDraft(conversationId, draft);
}

function edit(room: Stand, message: Message | null): void {
  if (message?.text != null)
    begin(room, { text: message.text, replyTo: null, editing: message.id });
}

function copy(room: Stand, { text }: Entry): void {
  const copied = navigator.clipboard?.writeText(copyText(text ?? "", room.readers));
  if (!copied) room.fail("error.copy");
  copied?.catch(() => room.fail("error.copy"));
}

function versions({ store, readers, summon }: Stand, { message }: Entry): void {
  if (!message) return;
  const fetched = store.versions(message.id);
  const shown = (text: string): string => copyText(text, readers);
  summon<OnrecordVersions>("onrecord-versions", (it) => void it.show(fetched, shown));
}

function discard(room: Stand, { key }: Entry): void {
  const text = room.store.discard(key);
  if (text && !room.conversation?.draft?.text) begin(room, { ...NOTHING, text });
}
