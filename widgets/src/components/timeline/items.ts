/** What the timeline shows, in order: days, the unread line, notices and messages. Pure. */
import { daysApart } from "../../base/speech.ts";
import { type Receipt, receipt } from "../../core/selectors.ts";
import { isKept, withHeld } from "../../core/judging/slice.ts";
import { isWaitingIn } from "../../core/threads/slice.ts";
import type { ConversationState, Notice, PendingMessage } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";

/** A message that stands in the record, or one that is on its way there. */
export interface Entry {
  readonly type: "message";
  readonly key: string;
  readonly author: string;
  readonly text: string | null;
  readonly at: string;
  readonly own: boolean;
  readonly replyTo: string | null;
  readonly message: Message | null;
  readonly pending: PendingMessage | null;
  /** First and last of a run by one author within five minutes. */
  readonly first: boolean;
  readonly last: boolean;
  /** Shown under one's own message where it says something new. */
  readonly receipt: Receipt | null;
}

export type Item =
  | { readonly type: "day"; readonly key: string; readonly at: string }
  | { readonly type: "unread"; readonly key: string }
  | { readonly type: "notice"; readonly key: string; readonly notice: Notice }
  | { readonly type: "replies"; readonly key: string; readonly count: number }
  | Entry;

type Plain = Omit<Entry, "first" | "last" | "receipt">;
type Draftable = Exclude<Item, Entry> | Plain;

const GROUP_MS = 5 * 60_000;

/** Lay out an opened conversation for the person `me`. */
export function timelineItems(
  conversation: ConversationState,
  me: string,
  thread: string | null = null,
): Item[] {
  const { timeline } = conversation;
  if (!timeline) return [];
  const pending = conversation.pending.filter((one) => isWaitingIn(one, thread));
  const settled = merge(
    withHeld(timeline, conversation.held, thread).map((message) => ofMessage(message, me)),
    thread === null ? timeline.notices : [],
  );
  const waiting = timeline.hasNewer ? [] : pending.map((each) => ofPending(each, me));
  const items = withBreaks([...settled, ...waiting], timeline.unreadFrom, me);
  return group(thread === null ? items : withReplies(items, timeline.messages), conversation);
}

/** In a thread the root stands apart, above how many have answered. */
function withReplies(items: readonly Draftable[], [root]: readonly Message[]): Draftable[] {
  const at = items.findIndex((item) => item.type === "message" && item.message === root);
  const count = root?.thread?.replies ?? 0;
  return count > 0
    ? items.toSpliced(at + 1, 0, { type: "replies", key: "replies", count })
    : [...items];
}

function ofMessage(message: Message, me: string): Plain {
  return {
    type: "message",
    key: isKept(message)
      ? `kept-${message.id}-${message.version}`
      : (message.client_id ?? message.id),
    author: message.author,
    text: message.text,
    at: message.created_at,
    own: message.author === me,
    replyTo: message.reply_to,
    message,
    pending: null,
  };
}

function ofPending(pending: PendingMessage, me: string): Plain {
  return {
    type: "message",
    key: pending.clientId,
    author: me,
    text: pending.text,
    at: pending.createdAt,
    own: true,
    replyTo: pending.replyTo,
    message: null,
    pending,
  };
}

/** Put notices between the messages, by position; both come in order. */
function merge(messages: readonly Plain[], notices: readonly Notice[]): Draftable[] {
  const waiting = notices.map(ofNotice);
  const items = messages.flatMap((message) => [...before(waiting, positionOf(message)), message]);
  return [...items, ...waiting];
}

/** Take those before a position off the front. */
function before(waiting: Draftable[], position: number): Draftable[] {
  const at = waiting.findIndex((item) => positionOf(item) >= position);
  return waiting.splice(0, at < 0 ? waiting.length : at);
}

function ofNotice(notice: Notice): Draftable {
  return { type: "notice", key: `notice-${notice.position}`, notice };
}

function timeOf(item: Draftable): string | null {
  if (item.type === "message") return item.at;
  return item.type === "notice" ? item.notice.at : null;
}

function positionOf(item: Draftable): number {
  if (item.type === "message") return item.message?.position ?? Number.MAX_SAFE_INTEGER;
  return item.type === "notice" ? item.notice.position : -1;
}

function withBreaks(items: readonly Draftable[], from: number | null, me: string): Draftable[] {
  const result: Draftable[] = [];
  let lined = from === null;
  let before: string | null = null;
  for (const item of items) {
    const at = timeOf(item);
    if (at && (before === null || daysApart(new Date(before), new Date(at)) !== 0))
      result.push({ type: "day", key: `day-${at.slice(0, 10)}-${result.length}`, at });
    before = at ?? before;
    if (!lined && isNews(item, from, me)) {
      result.push({ type: "unread", key: "unread" });
      lined = true;
    }
    result.push(item);
  }
  return result;
}

function isNews(item: Draftable, from: number | null, me: string): boolean {
  return item.type === "message" && item.author !== me && positionOf(item) > (from ?? 0);
}

/** Announcements stand each for itself: every one says whose it is. */
function group(items: readonly Draftable[], conversation: ConversationState): Item[] {
  const alone = conversation.info.kind === "announcement";
  return items.map((item, at) => {
    if (item.type !== "message") return item;
    const next = alone ? undefined : items[at + 1];
    const first = alone || !joins(items[at - 1], item);
    const last = !joins(item, next);
    return { ...item, first, last, receipt: receiptOf(item, next, conversation) };
  });
}

function joins(one: Draftable | undefined, two: Draftable | undefined): boolean {
  if (one?.type !== "message" || two?.type !== "message") return false;
  return one.author === two.author && Date.parse(two.at) - Date.parse(one.at) < GROUP_MS;
}

function receiptOf(
  item: Plain,
  next: Draftable | undefined,
  conversation: ConversationState,
): Receipt | null {
  const here = ownReceipt(item, conversation);
  const there = next?.type === "message" && joins(item, next) && ownReceipt(next, conversation);
  if (!here || !there) return here;
  const same = here.state === there.state && here.readBy.length === there.readBy.length;
  return same ? null : here;
}

function ownReceipt(item: Plain, conversation: ConversationState): Receipt | null {
  if (!item.own || item.message?.state !== "active") return null;
  return receipt(conversation, item.message);
}

/** How many messages of others came after a position. */
export function countAfter(items: readonly Item[], position: number): number {
  return items.filter((i) => i.type === "message" && !i.own && positionOf(i) > position).length;
}
