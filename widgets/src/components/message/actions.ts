/** What can be done with a message, and by whom. Pure. */
import type { TextKey } from "../../base/speech.ts";
import type { Message } from "../../generated/wire.ts";
import type { IconName } from "../../icons/icons.ts";
import type { Entry } from "../timeline/items.ts";

export type ActionName =
  | "react"
  | "thread"
  | "reply"
  | "edit"
  | "pin"
  | "save"
  | "copy"
  | "link"
  | "versions"
  | "remove"
  | "retry"
  | "discard"
  | "goto"
  | "report"
  | "dispute"
  | "withdraw"
  | "rewrite"
  | "more";

/** Where a message stands, and what the reader may do there. */
export interface Abilities {
  readonly moderates: boolean;
  /** Whether something can be written here: not in what is archived. */
  readonly writes: boolean;
  readonly pins: boolean;
  /** Whether the timeline is open to the reader, and whether threads are. */
  readonly posts: boolean;
  readonly replies: boolean;
  /** Whether this is the inside of a thread. */
  readonly inThread: boolean;
}

/** Of who may do nothing yet. */
export const INABILITY: Abilities = {
  moderates: false,
  writes: false,
  pins: false,
  posts: false,
  replies: false,
  inThread: false,
};

export interface Action {
  readonly name: ActionName;
  readonly glyph: IconName;
  readonly text: TextKey;
}

/** More about one deed: what was chosen, and the button that asked. */
export interface Detail {
  readonly emoji?: string;
  readonly anchor?: Element;
}

/** Those that have a button of their own at the message. */
const AT_HAND: readonly Action[] = [
  { name: "react", glyph: "smile", text: "action.react" },
  { name: "thread", glyph: "thread", text: "action.thread" },
  { name: "reply", glyph: "reply", text: "action.reply" },
];

/** Those that change what everybody sees. */
const CHANGING = new Set<ActionName>(["react", "thread", "reply", "pin", "edit", "remove"]);

/** Whether the reader may do something with a message. */
export function may(name: ActionName, entry: Entry, can: Abilities): boolean {
  const { message, own } = entry;
  if (message?.state !== "active") return false;
  const allowed: Partial<Record<ActionName, boolean>> = {
    thread: !can.inThread,
    pin: can.pins,
    versions: message.version > 1,
    edit: own && mayEdit(message, can),
    remove: own || can.moderates,
    report: !own,
  };
  return (allowed[name] ?? true) && (can.writes || !CHANGING.has(name));
}

/** Whether the reader may still write where a message of theirs stands. */
export function mayEdit(
  { in_channel: inChannel, thread_id: thread }: Message,
  can: Abilities,
): boolean {
  return (can.posts || !inChannel) && (can.replies || !thread);
}

/** Those at hand, for the bar at a message. */
export function quickActions(entry: Entry, can: Abilities): readonly Action[] {
  return AT_HAND.filter(({ name }) => may(name, entry, can));
}
