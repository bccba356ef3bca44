/** What a frame asks the store to do beyond changing the state. */
import type { ChatState } from "./types.ts";

export interface Effects {
  /** Conversations to fetch: new ones, and those whose counts cannot be known from here. */
  readonly conversations: readonly string[];
  /** Conversations whose members to fetch again: who comes back brings an old read mark. */
  readonly members: readonly string[];
  /** People whose names are not known. */
  readonly people: readonly string[];
  readonly branding: boolean;
  /** Something was missed: connect again with the cursor. */
  readonly resume: boolean;
  /** The gap cannot be closed: fetch everything afresh. */
  readonly resync: boolean;
}

export interface Applied {
  readonly state: ChatState;
  readonly effects: Effects;
}

export const NOTHING: Effects = {
  conversations: [],
  members: [],
  people: [],
  branding: false,
  resume: false,
  resync: false,
};

/** The state alone, with what is to be done about it. */
export function applied(state: ChatState, effects: Partial<Effects> = {}): Applied {
  return { state, effects: { ...NOTHING, ...effects } };
}

/** Everything that two asked for, each once. */
export function both(a: Effects, b: Effects): Effects {
  return {
    conversations: [...new Set([...a.conversations, ...b.conversations])],
    members: [...new Set([...a.members, ...b.members])],
    people: [...new Set([...a.people, ...b.people])],
    branding: a.branding || b.branding,
    resume: a.resume || b.resume,
    resync: a.resync || b.resync,
  };
}
