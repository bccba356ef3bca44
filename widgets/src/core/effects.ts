/** What a frame asks the store to do beyond changing the state. */
import type { ChatState } from "./types.ts";

export interface Effects {
  /** Conversations to fetch: new ones, and those whose counts cannot be known from here. */
  readonly conversations: readonly string[];
  /** Conversations whose members to fetch again: who comes back brings an old read mark. */
  readonly members: readonly string[];
  /** People whose names are not known. */
  readonly people: readonly string[];
  /** What features are to fetch, by their names. */
  readonly asks: Readonly<Record<string, readonly string[]>>;
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
  asks: {},
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
    asks: bothAsked(a.asks, b.asks),
    branding: a.branding || b.branding,
    resume: a.resume || b.resume,
    resync: a.resync || b.resync,
  };
}

/** Do one thing after another, with everything that both asked for. */
export function andThen(done: Applied, step: (state: ChatState) => Applied): Applied {
  const next = step(done.state);
  return { state: next.state, effects: both(done.effects, next.effects) };
}

function bothAsked(a: Effects["asks"], b: Effects["asks"]): Effects["asks"] {
  const [first, second] = [Object.keys(a), Object.keys(b)];
  if (second.length === 0) return a;
  const names = [...new Set([...first, ...second])];
  return Object.fromEntries(
    names.map((name) => [name, [...new Set([...(a[name] ?? []), ...(b[name] ?? [])])]]),
  );
}
