/** REST snapshots into state and back, so that the two can be compared. */
import { withConversations, withMe, withMembers } from "../../src/core/snapshot.ts";
import { initialState } from "../../src/core/selectors.ts";
import { withCard } from "../../src/core/subjects/reducers.ts";
import { mergePage, OPENING } from "../../src/core/timeline.ts";
import { put } from "../../src/core/messages.ts";
import { withMarks } from "../../src/core/places/slice.ts";
import type { ChatState } from "../../src/core/types.ts";
import type {
  Conversation,
  Me,
  Member,
  Message,
  PolicyView,
  SubjectCard,
  ThreadMark,
} from "../../src/generated/wire.ts";

export interface Snapshot {
  me: Me;
  conversations: Conversation[];
  messages?: Record<string, Message[]>;
  members?: Record<string, Member[]>;
  subjects?: SubjectCard[];
  marks?: ThreadMark[];
  policy?: PolicyView;
  held?: Record<string, Message[]>;
}

/** The state of a client that has fetched exactly this. */
export function load(snapshot: Snapshot): ChatState {
  const known = withMarks(withMe(initialState(), snapshot.me), snapshot.marks ?? []);
  const listed = withConversations(known, snapshot.conversations);
  const opened = Object.entries(snapshot.messages ?? {}).reduce(open, listed);
  const full = Object.entries(snapshot.members ?? {}).reduce(
    (state, [id, members]) => withMembers(state, id, members),
    opened,
  );
  const kept = Object.entries(snapshot.held ?? {}).reduce(keep, full);
  const read = { ...kept, policy: snapshot.policy ?? null };
  return (snapshot.subjects ?? []).reduce(
    (state, card) => withCard(state, card.subject, card),
    read,
  );
}

function keep(state: ChatState, [id, held]: [string, Message[]]): ChatState {
  const known = state.conversations[id];
  return known ? put(state, { ...known, held }) : state;
}

function open(state: ChatState, [id, messages]: [string, Message[]]): ChatState {
  const known = state.conversations[id];
  if (!known) return state;
  const timeline = mergePage(OPENING, messages, { hasOlder: true, hasNewer: false });
  return put(state, { ...known, timeline });
}

/** What a fresh fetch would show of the state, for the conversations that a snapshot opens. */
export function show(state: ChatState, like: Snapshot): Snapshot {
  return {
    me: { ...like.me, position: state.position },
    conversations: state.order.flatMap((id) => state.conversations[id]?.info ?? []),
    messages: pick(like.messages, (id, page) => newest(state, id, page.length)),
    members: pick(like.members, (id) =>
      Object.values(state.conversations[id]?.members ?? {}).sort(byPerson),
    ),
    subjects: Object.values(state.subjects)
      .filter((card) => card !== null)
      .sort(bySubject),
    ...(like.policy && state.policy && { policy: state.policy }),
    ...(like.held && { held: heldIn(state) }),
  };
}

/** The snapshot with its unordered parts in one order. */
export function tidy(snapshot: Snapshot): Snapshot {
  return {
    me: snapshot.me,
    conversations: snapshot.conversations,
    messages: snapshot.messages ?? {},
    members: pick(snapshot.members, (_, members) => [...members].sort(byPerson)),
    subjects: [...(snapshot.subjects ?? [])].sort(bySubject),
    ...(snapshot.policy && { policy: snapshot.policy }),
    ...(snapshot.held && { held: snapshot.held }),
  };
}

function pick<T, R>(
  record: Record<string, T> | undefined,
  make: (id: string, value: T) => R,
): Record<string, R> {
  return Object.fromEntries(
    Object.entries(record ?? {}).map(([id, value]) => [id, make(id, value)]),
  );
}

/** One's own messages that were kept back, the newest first, where there are any. */
function heldIn(state: ChatState): Record<string, Message[]> {
  const all = Object.values(state.conversations).map(({ info, held }) => {
    return [info.id, [...held].sort((a, b) => (b.position ?? 0) - (a.position ?? 0))] as const;
  });
  return Object.fromEntries(all.filter(([, held]) => held.length > 0));
}

function newest(state: ChatState, id: string, count: number): Message[] {
  const messages = state.conversations[id]?.timeline?.messages ?? [];
  return count === 0 ? [] : messages.slice(-count).reverse();
}

function bySubject(a: SubjectCard, b: SubjectCard): number {
  return a.subject < b.subject ? -1 : 1;
}

function byPerson(a: Member, b: Member): number {
  return a.person_id < b.person_id ? -1 : 1;
}

/** Without the pages of conversations that were never opened, such as those that began meanwhile. */
export function opened(snapshot: Snapshot, state: ChatState): Snapshot {
  const only = <T>(record: Record<string, T> | undefined): Record<string, T> =>
    Object.fromEntries(Object.entries(record ?? {}).filter(([id]) => isOpen(state, id)));
  return { ...snapshot, messages: only(snapshot.messages), members: only(snapshot.members) };
}

function isOpen(state: ChatState, id: string): boolean {
  const known = state.conversations[id];
  return known !== undefined && known.timeline !== null && known.members !== null;
}
