/** What is known of rules that one's messages met, and of what one reported. */
import type { Freeze, Message, Page, Report } from "../../generated/wire.ts";
import { patch } from "../records.ts";
import type { ConversationState, Timeline } from "../types.ts";

export interface JudgingSlice {
  /** One's latest reports; null until they were shown. */
  readonly reports: Page<Report> | null;
  /** Until when one cannot write, and why; null where one can. */
  readonly freeze: Freeze | null;
}

export const NO_JUDGING: JudgingSlice = { reports: null, freeze: null };

/** Whether a message was not delivered: it stands among those that are held, for its author alone. */
export function isKept({ state }: Message): boolean {
  return !["active", "removed", "erased"].includes(state);
}

/** The conversation with a message of one's own that was kept back; one that was taken back is gone. */
export function withKept(conversation: ConversationState, message: Message): ConversationState {
  const rest = conversation.held.filter((one) => !isSame(one, message));
  const held = message.state === "withdrawn" ? rest : [...rest, message];
  return patch(conversation, { held });
}

function isSame(a: Message, b: Message): boolean {
  return a.id === b.id && a.version === b.version;
}

/** Those kept back that belong into a stretch of the conversation, or of a thread, with its messages. */
export function withHeld(
  { messages, hasOlder, hasNewer }: Timeline,
  held: readonly Message[],
  thread: string | null,
): readonly Message[] {
  const first = hasOlder ? at(messages[0]) : 0;
  const last = hasNewer ? at(messages.at(-1)) : Infinity;
  const here = held.filter((one) => {
    const there = thread === null ? one.in_channel : one.thread_id === thread;
    return there && at(one) >= first && at(one) <= last;
  });
  return here.length > 0 ? [...messages, ...here].sort((a, b) => at(a) - at(b)) : messages;
}

function at(message: Message | undefined): number {
  return message?.position ?? 0;
}
