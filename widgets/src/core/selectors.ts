/** Questions that more than one component asks of the state. Pure. */
import type { Conversation, Message } from "../generated/wire.ts";
import { NO_ANNOUNCEMENTS } from "./announcements/slice.ts";
import { NO_ATTENTION } from "./attention/slice.ts";
import { NO_JUDGING } from "./judging/slice.ts";
import { NO_NOTICES } from "./notices/slice.ts";
import { NO_PLACES } from "./places/slice.ts";
import { NO_POLICY } from "./policy/slice.ts";
import { NO_TEXTING } from "./texting/slice.ts";
import { NO_THREADS } from "./threads/slice.ts";
import { NO_SPACES } from "./spaces/slice.ts";
import { SUBJECT } from "./subjects/naming.ts";
import type { ChatState, ConversationState, UnreadTotals } from "./types.ts";

/** Counts stop here on the server too: show "99+". */
export const COUNT_CAP = 100;

/** The state before anything is known. */
export function initialState(): ChatState {
  return {
    me: null,
    connection: { phase: "idle", since: 0, problem: null },
    epoch: null,
    position: -1,
    conversations: {},
    order: [],
    listLoading: "first",
    listProblem: null,
    hasMoreConversations: false,
    filter: "",
    people: {},
    presence: {},
    branding: null,
    subjects: {},
    checkpoint: null,
    sendOn: null,
    folded: [],
    ...NO_ANNOUNCEMENTS,
    ...NO_ATTENTION,
    ...NO_THREADS,
    ...NO_SPACES,
    ...NO_PLACES,
    ...NO_JUDGING,
    ...NO_NOTICES,
    ...NO_POLICY,
    ...NO_TEXTING,
    emoji: { recent: [], tone: 0 },
  };
}

/** The name of a person, or the host's id where no name is known yet. */
export function personName(state: ChatState, id: string): string {
  return state.people[id]?.name ?? id;
}

/** What to call one of the host's objects: the title of its card, or its name where there is none. */
export function subjectTitle(state: ChatState, subject: string): string {
  return state.subjects[subject]?.title ?? subject;
}

/** What the host's object is called that a conversation is about; empty where it has no card. */
export function aboutTitle(state: ChatState, info: Conversation | null): string {
  return state.subjects[info?.subject ?? ""]?.title ?? "";
}

/** A text in which the host's objects are called by their titles, where those are known. */
export function withTitles(state: ChatState, text: string): string {
  return text.replace(SUBJECT, (subject) => subjectTitle(state, subject));
}

/** What to call a conversation: who is outside, its title, the other person, or its subject. */
export function conversationTitle(state: ChatState, info: Conversation): string {
  const title = state.outside[info.id]?.name || info.title;
  if (title) return title;
  if (info.counterpart) return personName(state, info.counterpart);
  return info.subject ? subjectTitle(state, info.subject) : "";
}

/** Who somebody talks with in a conversation that has no title; empty in any other. */
export function otherName(state: ChatState, { title, counterpart }: Conversation): string {
  return title || !counterpart ? "" : personName(state, counterpart);
}

/** Whether I post where only those post who moderate. */
export function leads({ posting, role }: Conversation): boolean {
  return posting === "moderators" && role !== "member";
}

/** Why I cannot write in a conversation; null when I can. */
export function closedBy({ archived, posting, role }: Conversation): "archived" | "posting" | null {
  if (archived) return "archived";
  return posting === "moderators" && role === "member" ? "posting" : null;
}

/** The conversations to draw: unread first, then the latest activity first, filtered. */
export function listConversations(state: ChatState): ConversationState[] {
  const wanted = fold(state.filter.trim());
  const all = state.order.flatMap((id) => state.conversations[id] ?? []);
  const kept = wanted ? all.filter((c) => fold(searchText(state, c.info)).includes(wanted)) : all;
  const unread = (c: ConversationState): boolean => c.info.unread > 0 && !c.info.muted;
  return [...kept.filter(unread), ...kept.filter((c) => !unread(c))];
}

/** Unread and mention totals for a badge. */
export function unreadTotals(state: ChatState): UnreadTotals {
  let unread = 0;
  let mentions = 0;
  for (const { info } of Object.values(state.conversations)) {
    if (info.level === "none") continue;
    mentions += info.mentions;
    unread += info.muted || info.level === "mentions" ? info.mentions : info.unread;
  }
  return { unread: Math.min(unread, COUNT_CAP), mentions: Math.min(mentions, COUNT_CAP) };
}

/** How far a message of one's own has come, and who has read it. */
export interface Receipt {
  readonly state: "sent" | "delivered" | "read";
  readonly readBy: readonly string[];
}

/**
 * The position from which on a mark says that the words were read as they stand: after an edit only
 * that of something said later, since an earlier mark is of the words before.
 */
function readFrom({ timeline }: ConversationState, message: Message): number {
  const edited = message.edited_at;
  const later = edited ? timeline?.messages.find(({ created_at: at }) => at > edited) : message;
  return later?.position ?? Number.MAX_SAFE_INTEGER;
}

/** The receipt of a message for its author, from read marks and delivered marks of the others. */
export function receipt(conversation: ConversationState, message: Message): Receipt {
  const at = readFrom(conversation, message);
  const others = Object.values(conversation.members ?? {}).filter(
    (member) => member.person_id !== message.author,
  );
  const readBy = others.filter((m) => m.read_position >= at).map((m) => m.person_id);
  if (readBy.length > 0) return { state: "read", readBy };
  const delivered = Object.entries(conversation.delivered).some(
    ([person, position]) => person !== message.author && position >= at,
  );
  return { state: delivered ? "delivered" : "sent", readBy };
}

function searchText(state: ChatState, info: Conversation): string {
  const number = state.outside[info.id]?.number ?? "";
  return `${conversationTitle(state, info)} ${info.subject ?? ""} ${number}`;
}

/** A text as it is compared: without accents, in small letters. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
