/** What is known of what a person wants to hear of. */

export interface AttentionSlice {
  /** The words that this person wants to hear of, as the server keeps them. */
  readonly keywords: readonly string[];
  /** Whether this person chose to be notified by this device. */
  readonly notify: boolean;
}

export const NO_ATTENTION: AttentionSlice = { keywords: [], notify: false };
