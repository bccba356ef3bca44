/** What is known of the policy under which one writes. */
import type { Conversation, PolicyView } from "../../generated/wire.ts";

export interface PolicySlice {
  /** The policy in force as this person reads it; null until it was fetched. */
  readonly policy: PolicyView | null;
}

export const NO_POLICY: PolicySlice = { policy: null };

/** Whether one has to acknowledge the policy before one writes in a conversation. */
export function asksFirst({ policy }: PolicySlice, { archived }: Conversation): boolean {
  return policy?.must_acknowledge === true && !archived;
}
