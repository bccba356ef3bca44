/** What REST answered, put into the state. Pure. */
import type { Conversation, Me, Member, Person } from "../generated/wire.ts";
import { freshConversation, withoutConversation } from "./conversations.ts";
import { moved, put } from "./messages.ts";
import { patch } from "./records.ts";
import { tallyOf } from "./tally.ts";
import type { ChatState } from "./types.ts";

/** I am known; the stream begins at the position that the server named. */
export function withMe(state: ChatState, me: Me): ChatState {
  const fresh = state.epoch === null ? { epoch: me.epoch, position: me.position } : {};
  const people = { ...state.people, [me.person.id]: me.person };
  return { ...state, me, people, ...fresh };
}

/** Conversations as the server shows them now; what is local to one that is known stays. */
export function withConversations(state: ChatState, found: readonly Conversation[]): ChatState {
  return found.reduce((next, info) => {
    const known = next.conversations[info.id];
    const fresh = known ? patch(known, { info, tally: tallyOf(info) }) : freshConversation(info);
    return moved(next, fresh);
  }, state);
}

/** After `resync`: exactly these conversations, and no timeline that may have a gap. */
export function withOnlyConversations(state: ChatState, found: readonly Conversation[]): ChatState {
  const kept = new Set(found.map(({ id }) => id));
  const gone = state.order.filter((id) => !kept.has(id));
  const rest = gone.reduce(withoutConversation, state);
  const bare = Object.values(rest.conversations).reduce(
    (next, conversation) =>
      put(next, patch(conversation, { timeline: null, members: null, typing: {}, delivered: {} })),
    rest,
  );
  return withConversations(bare, found);
}

/** The members of a conversation; their names become known. */
export function withMembers(state: ChatState, id: string, members: readonly Member[]): ChatState {
  const known = state.conversations[id];
  if (!known) return state;
  const byId = Object.fromEntries(members.map((member) => [member.person_id, member]));
  const named = withPeople(state, members.filter(isNew(state)).map(personOf));
  return put(named, patch(known, { members: byId }));
}

/** People as the server shows them. */
export function withPeople(state: ChatState, people: readonly Person[]): ChatState {
  if (people.length === 0) return state;
  const byId = Object.fromEntries(people.map((person) => [person.id, person]));
  return { ...state, people: { ...state.people, ...byId } };
}

function isNew(state: ChatState): (member: Member) => boolean {
  return (member) => !(member.person_id in state.people);
}

function personOf({ person_id: id, name }: Member): Person {
  return { id, name, status: "active", roles: [], attributes: {} };
}
