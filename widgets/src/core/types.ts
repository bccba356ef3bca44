/**
 * The state that every component reads and the actions that it calls. Nothing in `core` knows the
 * DOM: a component subscribes to a slice of `ChatState` and calls an action; it never fetches.
 *
 * All state is immutable: a changed slice is a new object, an unchanged one is the same object, so
 * `===` tells whether to draw again.
 */
import type {
  BrandingView,
  Checkpoint,
  Conversation,
  CreateConversation,
  Me,
  Member,
  MemberRole,
  Message,
  MessageVersion,
  Person,
  SubjectCard,
  SendMessage,
} from "../generated/wire.ts";
import type { AnnouncementsSlice } from "./announcements/slice.ts";
import type { AttentionSlice } from "./attention/slice.ts";
import type { JudgingSlice } from "./judging/slice.ts";
import type { NoticesSlice } from "./notices/slice.ts";
import type { Port } from "./port.ts";
import type { PolicySlice } from "./policy/slice.ts";
import type { TextingSlice } from "./texting/slice.ts";
import type { Problem } from "./problems.ts";
import type { SpacesSlice } from "./spaces/slice.ts";
import type { PlacesSlice } from "./places/slice.ts";
import type { ThreadsSlice } from "./threads/slice.ts";

/** Where the connection stands; there is no other flag. */
export type ConnectionPhase =
  /** Not started, or stopped. */
  | "idle"
  /** The first connection is being made. */
  | "connecting"
  /** Events arrive as they happen. */
  | "live"
  /** The connection was lost and is being made again. */
  | "reconnecting"
  /** The browser says that there is no network; made again as soon as there is. */
  | "offline"
  /** Refused for good (signed out, deactivated, suspended, origin): `problem` says why. */
  | "refused";

/** `since` is the Unix time in milliseconds at which this phase began. */
export interface ConnectionStatus {
  readonly phase: ConnectionPhase;
  readonly since: number;
  readonly problem: Problem | null;
}

/**
 * What somebody wrote that the server has not confirmed.
 *
 * - `queued`: waits for the network or for the one before it;
 * - `sending`: on its way, the outcome unknown; retried with the same `clientId`;
 * - `failed`: definitely refused; `problem.detail` says why. Stays until `retry` or `discard`.
 *
 * Once confirmed it leaves `pending` and is a message of the timeline with the same `client_id`:
 * key list items by `client_id ?? id` and the bubble does not flicker.
 */
export interface PendingMessage {
  readonly clientId: string;
  readonly conversationId: string;
  readonly text: string;
  readonly replyTo: string | null;
  readonly options: SendOptions;
  readonly createdAt: string;
  readonly status: "queued" | "sending" | "failed";
  readonly problem: Problem | null;
}

/** What may go with a message beyond its words; what is left out is as on the wire. */
export type SendOptions = Readonly<
  Omit<SendMessage, "conversation_id" | "text" | "client_id" | "reply_to">
>;

/** A quiet line between messages: who joined, left, or renamed. Only those seen live. */
export interface Notice {
  readonly position: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: "created" | "renamed" | "added" | "removed" | "left" | "role" | "handed_over";
  readonly people: readonly string[];
  /** The new title, or the new role. */
  readonly value: string;
}

/**
 * A contiguous stretch of a conversation, oldest first.
 *
 * `unreadFrom` is the position after which the unread line is drawn: set when the conversation is
 * opened with unread messages and kept until it is closed. `loading` is what is being fetched.
 */
export interface Timeline {
  readonly messages: readonly Message[];
  readonly notices: readonly Notice[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly loading: "first" | "older" | "newer" | null;
  readonly problem: Problem | null;
  readonly unreadFrom: number | null;
}

/** What is being written: kept over reloads. `editing` is the message being edited. */
export interface Draft {
  readonly text: string;
  readonly replyTo: string | null;
  readonly editing: string | null;
  /** Of a reply in a thread: whether it is to show in the conversation as well. */
  readonly also?: boolean;
}

/** What is unread in the threads of a conversation that one follows. */
export interface ThreadTally {
  /** As the server counted it. */
  readonly base: number;
  readonly baseMentions: number;
  /** Unread replies after that by id, as they were seen to arrive. */
  readonly seen: Readonly<
    Record<string, { readonly thread: string; readonly position: number; readonly mine: boolean }>
  >;
}

/** What of a conversation is unread, so that counts can be kept without asking; not for drawing. */
export interface Tally {
  /** Unread and mentions among messages up to `through`, as the server counted them. */
  readonly base: number;
  readonly baseMentions: number;
  readonly through: number;
  /** The newest message that was counted. */
  readonly counted: number;
  /** Unread messages after `through` by id, as they were seen to arrive. */
  readonly seen: Readonly<Record<string, { readonly position: number; readonly mine: boolean }>>;
  readonly threads: ThreadTally;
}

/**
 * One conversation: `info` as on the wire, the rest local.
 *
 * `timeline` is null until opened, `members` until loaded. `typing` maps a person to the Unix time
 * in ms at which the mark fades; entries are removed then. `delivered` maps a person to the highest
 * position that reached one of their devices; read marks are in `members`.
 */
export interface ConversationState {
  readonly info: Conversation;
  readonly timeline: Timeline | null;
  readonly members: Readonly<Record<string, Member>> | null;
  readonly typing: Readonly<Record<string, number>>;
  readonly delivered: Readonly<Record<string, number>>;
  readonly pending: readonly PendingMessage[];
  /** One's own messages that a rule kept back, as far as they were asked for. */
  readonly held: readonly Message[];
  readonly draft: Draft | null;
  readonly tally: Tally;
}

/** The key that sends: Enter, or Enter together with Ctrl or ⌘ so that Enter alone breaks the line. */
export type SendOn = "enter" | "mod-enter";

/** `tone` is 0 for none, 1 to 5 from light to dark. */
export interface EmojiHabit {
  readonly recent: readonly string[];
  readonly tone: number;
}

export type Presence = "active" | "away" | "offline";

/** Everything a component may draw from. */
export interface ChatState
  extends
    AnnouncementsSlice,
    AttentionSlice,
    JudgingSlice,
    NoticesSlice,
    PlacesSlice,
    PolicySlice,
    TextingSlice,
    SpacesSlice,
    ThreadsSlice {
  readonly me: Me | null;
  readonly connection: ConnectionStatus;
  /** The stream cursor: everything up to `position` has been applied. */
  readonly epoch: string | null;
  readonly position: number;
  readonly conversations: Readonly<Record<string, ConversationState>>;
  /** Conversation ids, the latest activity first. For drawing use `listConversations(state)`. */
  readonly order: readonly string[];
  /** The list: `first` while nothing is known yet, `more` while an older page is fetched. */
  readonly listLoading: "first" | "more" | null;
  readonly listProblem: Problem | null;
  readonly hasMoreConversations: boolean;
  readonly filter: string;
  /** Names seen so far; ask `personName(state, id)`, which falls back to the id. */
  readonly people: Readonly<Record<string, Person>>;
  readonly presence: Readonly<Record<string, Presence>>;
  readonly branding: BrandingView | null;
  /** Cards of the host's objects by subject, as far as asked for; null is none to be seen. */
  readonly subjects: Readonly<Record<string, SubjectCard | null>>;
  /** The newest signed head of the record; for the on-the-record chip. */
  /** Where the stream last told what became of a request to look; see `core/oversight/heard.ts`. */
  readonly grantsAt?: number;
  readonly checkpoint: Checkpoint | null;
  /** The emoji that this person chose lately on this device, the latest first, and a skin tone. */
  readonly emoji: EmojiHabit;
  /** What this person chose to send with on this device; null leaves it to the page. */
  readonly sendOn: SendOn | null;
  /** The headings of the list under which nothing is shown. */
  readonly folded: readonly string[];
}

/** Unread totals over all loaded conversations; muted ones count mentions only. Capped at 100. */
export interface UnreadTotals {
  readonly unread: number;
  readonly mentions: number;
}

export type Unsubscribe = () => void;

/** The one object a component talks to; made by `createChat(options)` in `core/chat.ts`. */
export interface ChatStore {
  readonly state: ChatState;
  /** What the actions of features are built on; see `core/port.ts`. */
  readonly port: Port;

  /** Call `listener` whenever the selected slice is another object than before; not at once. */
  subscribe<T>(selector: (state: ChatState) => T, listener: (value: T) => void): Unsubscribe;

  /** Load me, branding and the list, and connect. Safe to call again. */
  start(): Promise<void>;
  /** Disconnect; what is queued stays queued. */
  stop(): void;
  /** Stop and forget everything that is stored on this device for this person. */
  signOut(): Promise<void>;
  /** Say whether the page is in front; read marks are only sent while it is. */
  setVisible(visible: boolean): void;
  /** Try to connect now instead of waiting for the back-off. */
  reconnectNow(): void;

  /** Load the timeline at the first unread, or around a position; loads members and names. */
  openConversation(id: string, around?: number): Promise<void>;
  /** Find the conversation that the host bound to a subject; answers its id. */
  openSubject(subject: string): Promise<string | null>;
  closeConversation(id: string): void;
  loadOlder(id: string): Promise<void>;
  loadNewer(id: string): Promise<void>;
  /** Leave an old place of the timeline for the newest page. */
  jumpToLatest(id: string): Promise<void>;
  loadMoreConversations(): Promise<void>;
  filter(text: string): void;

  /** Queue a message and answer its client id; it shows at once in `pending`. */
  send(id: string, text: string, replyTo?: string | null, options?: SendOptions): string;
  /** Try a failed one again; with `options` that it lacked, such as a number that was confirmed. */
  retry(clientId: string, options?: SendOptions): void;
  /** Drop a failed or queued message and answer its text, so that it can go back to the composer. */
  discard(clientId: string): string | null;
  /** Rejects with `RefusalError` when refused; `version` is the one the author saw. */
  edit(message: Message, text: string): Promise<Message>;
  remove(message: Message, reason?: string): Promise<Message>;
  versions(messageId: string): Promise<MessageVersion[]>;
  /** One message by id, for a quoted reply that is not loaded. */
  message(messageId: string): Promise<Message | null>;

  /** The last message on the screen; coalesced, sent only while visible, never backwards. */
  markRead(id: string, position: number): void;
  /** One keystroke; at most one frame every three seconds. */
  typing(id: string): void;
  /** `id` is the conversation, or the root of the thread, that is being written in. */
  setDraft(id: string, draft: Draft | null): void;
  /** The person's own choice of the key that sends; kept on this device. */
  setSendOn(choice: SendOn): void;
  /** The person's own choice to be notified by this device; kept on it. */
  setNotify(on: boolean): void;
  /** Hide or show what stands under a heading of the list; kept on this device. */
  fold(key: string): void;
  /** An emoji was chosen, or a skin tone; kept on this device. */
  setEmoji(habit: { readonly used?: string; readonly tone?: number }): void;

  mute(id: string, muted: boolean): Promise<void>;
  rename(id: string, title: string): Promise<void>;
  createConversation(command: CreateConversation): Promise<Conversation>;
  loadMembers(id: string): Promise<void>;
  addMembers(id: string, members: string[], history?: "all" | "from_now"): Promise<void>;
  /** Remove a person; one's own id means leaving. */
  removeMember(id: string, personId: string): Promise<void>;
  changeMember(id: string, personId: string, role: MemberRole): Promise<void>;

  searchPeople(query: string): Promise<Person[]>;
  /** Fetch the names that are not known yet; batched. */
  loadPeople(ids: readonly string[]): void;
  loadCheckpoint(): Promise<void>;
}

/** What `createChat` needs: `base` is the mount, such as `/chat`; `tokenUrl` for hosts elsewhere. */
export interface ChatOptions {
  readonly base: string;
  readonly tokenUrl?: string | null;
}
