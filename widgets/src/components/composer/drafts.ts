/** What is written, and what of it is sent. */
import type { Draft, SendOptions } from "../../core/types.ts";

/** What the composer answers or changes, in one line. */
export interface About {
  readonly name: string;
  readonly line: string;
}

/** What is sent. */
export interface Sent {
  readonly text: string;
  readonly replyTo: string | null;
  readonly options: SendOptions;
}

/** The message that a draft answers or changes. */
export function subjectOf(draft: Draft | null | undefined): string | null {
  return draft?.editing ?? draft?.replyTo ?? null;
}
