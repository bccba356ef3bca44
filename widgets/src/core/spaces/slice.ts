/** The spaces that one is in. */
import type { Space } from "../../generated/wire.ts";

export interface SpacesSlice {
  /** By id; conversations name theirs in `space_id`. */
  readonly spaces: Readonly<Record<string, Space>>;
  /** Grows when people of a space, or those who ask to be let in, changed: lists are old then. */
  readonly spaceTicks: Readonly<Record<string, number>>;
}

export const NO_SPACES: SpacesSlice = { spaces: {}, spaceTicks: {} };

/** Whether a space says who comes in, and who posts, to this person. */
export function moderates(space: Space): boolean {
  return space.role === "owner" || space.role === "moderator";
}
