/** What the list shows: rows in their sections, computed from the state. Pure. */
import type { Speech } from "../../base/speech.ts";
import {
  conversationTitle,
  listConversations,
  personName,
  withTitles,
} from "../../core/selectors.ts";
import { plainText } from "../../core/markdown.ts";
import type { ChatState, ConversationState, Presence } from "../../core/types.ts";
import type { ConversationKind, Message, Space } from "../../generated/wire.ts";
import { parsed } from "../body/body.ts";

/** One line of the list. */
export interface Row {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly subject: string | null;
  readonly counterpart: string | null;
  readonly title: string;
  /** The number of somebody outside who has a name. */
  readonly number: string;
  readonly line: string;
  /** How the line is set: somebody types, a draft waits, something failed, or nothing special. */
  readonly tone: "plain" | "typing" | "draft" | "failed" | "removed";
  readonly at: string | null;
  readonly unread: number;
  readonly mentions: number;
  readonly presence: Presence | undefined;
  readonly muted: boolean;
  readonly archived: boolean;
}

export type SectionName = "unread" | "space" | "channel" | "group" | "direct" | "external";

export interface Section {
  /** The id of its space, or its name. */
  readonly key: string;
  readonly name: SectionName;
  readonly space: Space | null;
  readonly folded: boolean;
  readonly rows: readonly Row[];
}

const PREVIEW = 200;

/**
 * The sections of the list: unread first, then one for each space, then what is in none by its
 * kind, empty ones left out. Under a folded heading nothing is shown but what is open.
 *
 * `keep` stays among the unread: the conversation that was unread when it was opened must not jump
 * away under the pointer. The draft of the `open` one is in sight already.
 */
export function listSections(
  state: ChatState,
  speech: Speech,
  keep: string | null,
  open: string | null,
): Section[] {
  const found = new Map<string, Row[]>();
  for (const conversation of listConversations(state)) {
    const seen = conversation.info.id === open ? { ...conversation, draft: null } : conversation;
    const row = rowOf(state, seen, speech);
    const key = isNews(row, keep) ? "unread" : keyOf(state, conversation);
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  const at = new Map(state.order.map((id, index) => [id, index]));
  found.get("unread")?.sort((a, b) => (at.get(a.id) ?? 0) - (at.get(b.id) ?? 0));
  const section = (key: string, name: SectionName, space: Space | null = null): Section => {
    const rows = found.get(key) ?? [];
    const folded = state.folded.includes(key);
    return { key, name, space, folded, rows: folded ? rows.filter((r) => r.id === open) : rows };
  };
  const kinds = (["channel", "group", "direct", "external"] as const).map((name) =>
    section(name, name),
  );
  const spaces = spacesOf(state, speech).map((space) => section(space.id, "space", space));
  return [section("unread", "unread"), ...spaces, ...kinds].filter(
    ({ key, space }) => space !== null || found.has(key),
  );
}

/** The spaces to draw, by title; while the list is filtered only those with something in them. */
function spacesOf(state: ChatState, speech: Speech): Space[] {
  if (state.filter) return [];
  return Object.values(state.spaces).sort((a, b) => speech.compare(a.title, b.title));
}

function isNews(row: Row, keep: string | null): boolean {
  return (row.unread > 0 && !row.muted) || row.mentions > 0 || row.id === keep;
}

function keyOf({ spaces, filter }: ChatState, { info }: ConversationState): string {
  if (info.space_id !== null && spaces[info.space_id] && !filter) return info.space_id;
  return info.kind === "announcement" ? "channel" : info.kind;
}

function rowOf(state: ChatState, conversation: ConversationState, speech: Speech): Row {
  const { info } = conversation;
  const { name, number } = state.outside[info.id] ?? {};
  const last = info.last_message;
  return {
    id: info.id,
    kind: info.kind,
    subject: info.subject,
    counterpart: info.counterpart,
    title: conversationTitle(state, info) || speech.t("conversation.untitled"),
    number: (name && number) || "",
    ...lineOf(state, conversation, speech),
    at: last?.created_at ?? null,
    unread: info.unread,
    mentions: info.mentions,
    presence: info.counterpart ? state.presence[info.counterpart] : undefined,
    muted: info.muted,
    archived: info.archived,
  };
}

function lineOf(
  state: ChatState,
  conversation: ConversationState,
  speech: Speech,
): Pick<Row, "line" | "tone"> {
  const typing = Object.keys(conversation.typing);
  if (typing.length > 0) return { line: typingText(state, typing, speech), tone: "typing" };
  if (conversation.pending.some((p) => p.status === "failed"))
    return { line: speech.t("list.failed"), tone: "failed" };
  const draft = conversation.draft?.text.trim();
  if (draft) return { line: plain(state, draft), tone: "draft" };
  return lastLine(state, conversation, speech);
}

function lastLine(
  state: ChatState,
  { info, pending }: ConversationState,
  speech: Speech,
): Pick<Row, "line" | "tone"> {
  const waiting = pending.at(-1);
  if (waiting) return { line: said(state, speech, waiting.text, null), tone: "plain" };
  const last = info.last_message;
  if (!last) return { line: speech.t("list.nothing_yet"), tone: "removed" };
  if (last.text === null) return { line: speech.t("message.removed"), tone: "removed" };
  const lead = info.kind === "direct" && last.author !== state.me?.person.id ? "" : last.author;
  return { line: said(state, speech, wordsOf(last), lead), tone: "plain" };
}

function said(state: ChatState, speech: Speech, text: string, author: string | null): string {
  const line = plain(state, text);
  if (author === "") return line;
  const mine = author === null || author === state.me?.person.id;
  if (mine) return speech.t("list.line_own", { text: line });
  return speech.t("list.line", { name: shortName(personName(state, author)), text: line });
}

/** The words of somebody's typing line: one name, two, or how many. */
export function typingText(state: ChatState, people: readonly string[], speech: Speech): string {
  const [first = "", second = ""] = people.map((id) => shortName(personName(state, id)));
  if (people.length === 1) return speech.t("typing.person", { name: first });
  if (people.length === 2) return speech.t("typing.pair", { name: first, other: second });
  return speech.t("typing.many", { count: people.length });
}

/** A person's first name, for tight places. */
export function shortName(name: string): string {
  return name.split(" ")[0] ?? name;
}

/** A message in one line of plain text. */
export function messageLine(state: ChatState, message: Message, speech: Speech): string {
  if (message.text === null) return speech.t("message.removed");
  return plain(state, wordsOf(message));
}

/** What a message says, or the names of its files where it says nothing. */
function wordsOf({ text, attachments }: Pick<Message, "text" | "attachments">): string {
  return text?.trim() ? text : attachments.map(({ name }) => name).join(", ");
}

function plain(state: ChatState, text: string): string {
  const line = plainText(parsed(text.slice(0, PREVIEW)), (id) => personName(state, id));
  return withTitles(state, line);
}
