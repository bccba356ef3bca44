/** What a message and a conversation say of themselves where nothing special is so. */
import type { Conversation, Message } from "../../src/generated/wire.ts";

type Plain<T, K extends keyof T> = Pick<T, K>;

/** The members of a message that are at their defaults inside events. */
export const PLAIN_MESSAGE: Plain<
  Message,
  | "roles"
  | "wide"
  | "thread_id"
  | "thread_author"
  | "in_channel"
  | "priority"
  | "acknowledge"
  | "attachments"
  | "reactions"
  | "thread"
  | "pinned"
  | "saved"
  | "acknowledged"
  | "judged"
> = {
  roles: [],
  wide: null,
  thread_id: null,
  in_channel: true,
  priority: "normal",
  acknowledge: false,
  thread_author: null,
  attachments: [],
  reactions: [],
  thread: null,
  pinned: false,
  saved: false,
  acknowledged: false,
  judged: null,
};

/** The members of a conversation that belongs to no space and where everybody may do everything. */
export const PLAIN_CONVERSATION: Plain<
  Conversation,
  | "space_id"
  | "archived"
  | "posting"
  | "wide_mentions"
  | "allow_replies"
  | "allow_reactions"
  | "slow_seconds"
  | "slow_until"
  | "joining"
  | "level"
  | "unread_threads"
  | "mentions_threads"
  | "last_reply_position"
> = {
  space_id: null,
  archived: false,
  posting: "everybody",
  wide_mentions: "everybody",
  allow_replies: true,
  allow_reactions: true,
  slow_seconds: 0,
  slow_until: null,
  joining: "invited",
  level: "all",
  unread_threads: 0,
  mentions_threads: 0,
  last_reply_position: -1,
};
