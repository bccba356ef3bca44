/** What is known of what oversight did, and of what one said against it. */
import type { Appeal, HoldNotice, Notices, Page } from "../../generated/wire.ts";

export interface NoticesSlice {
  /** The latest notices of what was done with one's messages, and how many were not read. */
  readonly notices: Notices | null;
  /** One's latest appeals and disputes; null until they were shown. */
  readonly appeals: Page<Appeal> | null;
  /** What one is asked to keep for legal holds. */
  readonly keeps: readonly HoldNotice[];
}

export const NO_NOTICES: NoticesSlice = { notices: null, appeals: null, keeps: [] };

/** Whether one has not said yet that one knows. */
export const asksFor = ({ acknowledged_at: done, lifted_at: over }: HoldNotice): boolean =>
  !done && !over;
