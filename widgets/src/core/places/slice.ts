/** What is known of threads beside the messages: one's place in each of them. */
import type { ThreadMark } from "../../generated/wire.ts";
import { keep } from "../records.ts";
import type { ChatState } from "../types.ts";

/** One's own place in a thread: whether one follows it, and how far one has read. */
export interface ThreadPlace {
  readonly conversation: string;
  readonly following: boolean;
  readonly read: number;
}

export interface PlacesSlice {
  /** By root message; a thread that is not in here is not followed. Null until asked. */
  readonly places: Readonly<Record<string, ThreadPlace>> | null;
  /** Conversations whose places are not all known, and `*` where there are too many to know. */
  readonly unplaced: readonly string[];
}

export const NO_PLACES: PlacesSlice = { places: null, unplaced: [] };

/** One's place in a thread; undefined where there is none, null where it is not known. */
export function placeIn(
  state: ChatState,
  conversation: string,
  thread: string,
): ThreadPlace | undefined | null {
  const place = state.places?.[thread];
  if (place) return place;
  const unsure = state.unplaced.includes("*") || state.unplaced.includes(conversation);
  return state.places === null || unsure ? null : undefined;
}

/** The marks of all threads, or those of one conversation, as the server shows them now. */
export function withMarks(
  state: ChatState,
  marks: readonly ThreadMark[],
  conversation: string | null = null,
): ChatState {
  const others = conversation === null ? {} : withoutPlaces(state, conversation).places;
  const fresh = marks.map(
    ({ thread_id: id, conversation_id: at, following, read_position: read }) =>
      [id, { conversation: at, following, read }] as const,
  );
  const unplaced = state.unplaced.filter((id) => conversation !== null && id !== conversation);
  return { ...state, places: { ...others, ...Object.fromEntries(fresh) }, unplaced };
}

/** The state without what was known of the threads of a conversation. */
export function withoutPlaces(state: ChatState, conversation: string): ChatState {
  if (state.places === null) return state;
  return { ...state, places: keep(state.places, (place) => place.conversation !== conversation) };
}
