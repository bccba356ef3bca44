/** What is known of what a person wants to hear of. */

export interface AttentionSlice {
  /** The words that this person wants to hear of, as the server keeps them. */
  readonly keywords: readonly string[];
  /** The language that one reads in, whatever the page says; null leaves it to the page. */
  readonly language: string | null;
  /** In percent. */
  readonly text_size: number;
  /** Whether this person chose to be notified by this device. */
  readonly notify: boolean;
}

export const NO_ATTENTION: AttentionSlice = {
  keywords: [],
  language: null,
  text_size: 100,
  notify: false,
};
