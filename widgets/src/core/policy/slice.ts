/** What is known of the policy under which one writes. */
import type {
  Conversation,
  Disclosures,
  Impersonation,
  Page,
  PolicyView,
} from "../../generated/wire.ts";

export interface PolicySlice {
  /** The policy in force as this person reads it; null until it was fetched. */
  readonly policy: PolicyView | null;
  /** The latest looks at one's conversations; null until they were shown. */
  readonly looks: Disclosures | null;
  /** When the host's own code acted in one's name of late; null until it was shown. */
  readonly uses: Page<Impersonation> | null;
}

export const NO_POLICY: PolicySlice = { policy: null, looks: null, uses: null };

/** Whether one has to acknowledge the policy before one writes in a conversation. */
export function asksFirst({ policy }: PolicySlice, { archived }: Conversation): boolean {
  return policy?.must_acknowledge === true && !archived;
}
