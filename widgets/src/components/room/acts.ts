/** What each action of a message does: a name in `message/actions.ts` and a line in `ACTS`. */
import type { LazyTag } from "../../base/lazy.ts";
import type { SideView } from "../../base/side.ts";
import type { TextKey } from "../../base/speech.ts";
import type * as Judging from "../../core/judging/actions.ts";
import type * as Noticed from "../../core/notices/actions.ts";
import type * as Reactions from "../../core/reactions/actions.ts";
import type { ChatStore, ConversationState, Draft, PendingMessage } from "../../core/types.ts";
import type { MakeReport, Message } from "../../generated/wire.ts";
import type { Readers } from "../body/body.ts";
import type { OnrecordConfirm } from "../confirm/confirm.component.ts";
import type { OnrecordEmoji } from "../emoji/picker.component.ts";
import { type Tone, quickEmoji } from "../emoji/quick.ts";
import type { OnrecordDispute } from "../judged/dispute.component.ts";
import type { OnrecordReport } from "../judged/report.component.ts";
import type { OnrecordMenu } from "../menu/menu.component.ts";
import { type Abilities, type ActionName, type Detail, mayEdit } from "../message/actions.ts";
import { copyText } from "../message/message.ts";
import type { Reacted } from "../reactions/reactions.component.ts";
import type { OnrecordRemoval } from "../removal/removal.component.ts";
import type { Entry } from "../timeline/items.ts";
import type { OnrecordVersions } from "../versions/versions.component.ts";

export { drawDialogs } from "./dialogs.ts";

/** An action that somebody chose. */
export interface Done {
  readonly name: ActionName;
  readonly entry: Entry;
  readonly detail?: Detail;
}

/** The room as the actions see it. */
export interface Stand {
  readonly store: ChatStore;
  readonly conversationId: string;
  readonly conversation: ConversationState | null;
  readonly readers: Readers;
  readonly can: Abilities;
  /** What is being written here by now. */
  draft(): Draft | null;
  setDraft(draft: Draft | null): void;
  /** Load a dialog of the room and do something with it. */
  summon<T extends HTMLElement>(tag: LazyTag, act: (element: T) => void): void;
  /** Open a view beside the conversation. */
  beside(view: SideView): void;
  reveal(messageId: string | null): Promise<void>;
  /** Do it; what goes wrong is shown above the composer. */
  attempt(work: Promise<unknown>): void;
  fail(key: TextKey): void;
}

const QUICK = 6;
const NOTHING: Draft = { text: "", replyTo: null, editing: null };

const judging = (): Promise<typeof Judging> => import("../../core/judging/actions.ts");
const noticed = (): Promise<typeof Noticed> => import("../../core/notices/actions.ts");
const reactions = (): Promise<typeof Reactions> => import("../../core/reactions/actions.ts");

type Act = (room: Stand, entry: Entry, detail: Detail) => void;

const ACTS: Readonly<Record<ActionName, Act>> = {
  react,
  thread: openThread,
  pin,
  save: keep,
  link,
  more,
  reply: (room, { message }) =>
    begin(room, { ...NOTHING, text: kept(room), replyTo: message?.id ?? null }),
  edit: (room, { message }) => edit(room, message),
  copy,
  versions,
  remove: (room, { message, own }) => {
    if (message) room.summon<OnrecordRemoval>("onrecord-removal", (it) => it.ask(message, own));
  },
  retry: (room, { pending }) => pending && again(room, pending),
  discard: (room, { key }) => discard(room, key),
  goto: (room, { replyTo }) => void room.reveal(replyTo),
  report: reportIt,
  dispute,
  withdraw,
  rewrite: (room, { text }) => writeOn(room, text),
};

/** Do what somebody chose. */
export function act(room: Stand, { name, entry, detail = {} }: Done): void {
  ACTS[name](room, entry, detail);
}

/** Take one's own last message back into the composer, where one may still edit it. */
export function editLast(room: Stand): void {
  const { me } = room.readers;
  const messages = room.conversation?.timeline?.messages ?? [];
  const last = messages.findLast((m) => m.author === me && m.state === "active");
  edit(room, last && mayEdit(last, room.can) ? last : null);
}

/** Save what an edit made of a message; the composer is empty then. */
export function save(room: Stand, text: string): void {
  const id = room.draft()?.editing;
  if (id) room.attempt(change(room, id, text));
}

async function change(room: Stand, id: string, text: string): Promise<void> {
  const loaded = room.conversation?.timeline?.messages.find((one) => one.id === id);
  const message = loaded ?? (await room.store.message(id));
  if (message && message.text !== text) await room.store.edit(message, text);
  if (room.draft()?.editing === id) begin(room, null);
}

/** What is being written stays when a reply begins. */
function kept(room: Stand): string {
  const draft = room.draft();
  return draft && !draft.editing ? draft.text : "";
}

function begin(room: Stand, draft: Draft | null): void {
  room.setDraft(draft);
}

function edit(room: Stand, message: Message | null): void {
  if (message?.text != null)
    begin(room, { text: message.text, replyTo: null, editing: message.id });
}

function copy(room: Stand, { text }: Entry): void {
  toClipboard(room, copyText(text ?? "", room.readers));
}

/** Copy an address that leads to the message, on the page that is the chat. */
function link(room: Stand, { message }: Entry): void {
  const place = { conversation: room.conversationId, message: message?.id ?? null };
  const copied = import("../../base/addresses.ts").then(({ addressOf }) =>
    toClipboard(room, `${room.store.port.base}/${addressOf(place)}`),
  );
  copied.catch(() => room.fail("error.copy"));
}

function toClipboard(room: Stand, text: string): void {
  const copied = navigator.clipboard?.writeText(text);
  if (!copied) room.fail("error.copy");
  copied?.catch(() => room.fail("error.copy"));
}

function versions({ store, readers, summon }: Stand, { message }: Entry): void {
  if (!message) return;
  const fetched = store.versions(message.id);
  const shown = (text: string): string => copyText(text, readers);
  summon<OnrecordVersions>("onrecord-versions", (it) => void it.show(fetched, shown));
}

function discard(room: Stand, key: string): void {
  writeOn(room, room.store.discard(key));
}

/** Put words back to where they are written, unless others stand there. */
function writeOn(room: Stand, text: string | null): void {
  if (text && !room.draft()?.text) begin(room, { ...NOTHING, text });
}

function reportIt({ store, readers, summon }: Stand, { message, author }: Entry): void {
  if (!message) return;
  const name = readers.name(author);
  const two = store.state.conversations[message.conversation_id]?.info?.member_count === 2;
  const policy = store.state.policy?.version ?? null;
  const reported = { message: message.id, name, policy, two };
  const send = async (said: MakeReport): Promise<unknown> =>
    (await judging()).report(store.port, said);
  summon<OnrecordReport>("onrecord-report", (it) => it.ask(reported, send));
}

/** Say that a rule was wrong about a message, or ask another reviewer. */
function dispute({ store, summon }: Stand, { message }: Entry): void {
  if (!message) return;
  const send = async (said: string): Promise<unknown> =>
    (await noticed()).appeal(store.port, { message_id: message.id }, said);
  const decided = message.state === "rejected";
  summon<OnrecordDispute>("onrecord-dispute", (it) => it.ask(decided, send));
}

/** Take back a message that is held; its words can be written on. */
function withdraw(room: Stand, { message, text }: Entry): void {
  if (!message) return;
  const gone = judging().then((it) => it.withdraw(room.store.port, message));
  room.attempt(gone.then(() => writeOn(room, text)));
}

function more(room: Stand, entry: Entry, { anchor }: Detail): void {
  const quick = quickEmoji(room.store.state.emoji.recent, QUICK);
  room.summon<OnrecordMenu>("onrecord-menu", (it) => it.offer(entry, room.can, quick, anchor));
}

/** React with an emoji that was chosen, or let somebody choose. */
function react(room: Stand, { message }: Entry, { emoji, anchor }: Detail): void {
  if (!message) return;
  if (emoji) return toggle(room, message, emoji);
  const { store } = room;
  const { recent, tone } = store.state.emoji;
  const picking = {
    recent,
    tone: tone as Tone,
    chosen: (used: string) => toggle(room, message, used),
    toned: (next: Tone) => store.setEmoji({ tone: next }),
  };
  room.summon<OnrecordEmoji>("onrecord-emoji", (it) => void it.pick(anchor ?? null, picking));
}

function toggle(room: Stand, message: Message, emoji: string): void {
  room.store.setEmoji({ used: emoji });
  const { port } = room.store;
  room.attempt(reactions().then((it) => it.toggle(port, message, emoji)));
}

/** Who reacted to a message so. */
export async function whoReacted(
  { port }: ChatStore,
  message: Message,
  emoji: string,
): Promise<Reacted> {
  return { emoji, names: await (await reactions()).names(port, message.id, emoji) };
}

/** Send it again; where it would notify many, only after a word. */
export function again(room: Stand, { clientId, problem }: PendingMessage): void {
  const { store } = room;
  if (problem?.code !== "confirm_mentions") return store.retry(clientId);
  const count = problem.count ?? 0;
  const send = (): void => store.retry(clientId, { confirm_mentions: count });
  const back = (): void => discard(room, clientId);
  room.summon<OnrecordConfirm>("onrecord-confirm", (it) => it.ask(count, send, back));
}

/** Show the thread of a message, or the one that it is in. */
function openThread(room: Stand, { message, pending }: Entry): void {
  const thread = message?.thread_id ?? message?.id ?? pending?.options.thread_id;
  if (thread) room.beside({ kind: "thread", conversation: room.conversationId, thread });
}

function pin({ store: { port }, attempt }: Stand, { message }: Entry): void {
  const marks = import("../../core/pins/actions.ts");
  if (message) attempt(marks.then((it) => it.pin(port, message, !message.pinned)));
}

function keep({ store: { port }, attempt }: Stand, { message }: Entry): void {
  const marks = import("../../core/saved/actions.ts");
  if (message) attempt(marks.then((it) => it.save(port, message, !message.saved)));
}
