/** What is known of announcements beside the messages themselves. */
import type { Message } from "../../generated/wire.ts";

/** When somebody acknowledged which version. */
export interface Noted {
  readonly version: number;
  readonly at: string;
}

export interface AnnouncementsSlice {
  /** The messages that wait for one's own acknowledgement, the newest first; null until asked. */
  readonly waiting: readonly Message[] | null;
  /** Whether more wait than were fetched. */
  readonly moreWaiting: boolean;
  /** One's own acknowledgements that were seen to happen, by message. */
  readonly noted: Readonly<Record<string, Noted>>;
  /** When one was last reminded of a message. */
  readonly reminded: Readonly<Record<string, string>>;
  /** How often others acknowledged one's own announcement while one looked: counts are old then. */
  readonly answers: Readonly<Record<string, number>>;
}

export const NO_ANNOUNCEMENTS: AnnouncementsSlice = {
  waiting: null,
  moreWaiting: false,
  noted: {},
  reminded: {},
  answers: {},
};

/** How many wait: the number shown in the list. */
export function waitingCount({ waiting }: AnnouncementsSlice): number {
  return waiting?.length ?? 0;
}
