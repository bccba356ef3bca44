/** Opening conversations and paging through what was written. */
import type { ListMessages, Member, Message } from "../generated/wire.ts";
import type { Context } from "./context.ts";
import { put } from "./messages.ts";
import type { Names } from "./names.ts";
import { problemOf } from "./problems.ts";
import { patch } from "./records.ts";
import { withMembers } from "./snapshot.ts";
import type { Sync } from "./sync.ts";
import { mergePage, OPENING } from "./timeline.ts";
import type { ChatState, ConversationState, Timeline } from "./types.ts";

const PAGE = 50;
const AROUND = 60;
const MEMBERS = 200;
/** Members loaded at most; beyond that counts come from the server. */
const MOST_MEMBERS = 2_000;
/** Members that events made doubtful are fetched no more often: everybody hears of those at once. */
const MEMBERS_EVERY_MS = 5_000;
/** Timelines of closed conversations kept, so that going back to one shows it at once. */
const MOST_CLOSED = 8;

type Ends = Partial<Pick<Timeline, "hasOlder" | "hasNewer">>;

export class History {
  readonly #context: Context;
  readonly #sync: Sync;
  readonly #names: Names;
  readonly #open = new Set<string>();
  #closed: string[] = [];
  /** Grows when a timeline starts over, so that an answer to the old one is not put in. */
  readonly #rounds = new Map<string, number>();
  /** Conversations whose members were just fetched anew, and whether they are wanted once more. */
  readonly #rosters = new Map<string, boolean>();

  constructor(context: Context, sync: Sync, names: Names) {
    this.#context = context;
    this.#sync = sync;
    this.#names = names;
  }

  async open(id: string, around?: number): Promise<void> {
    this.#open.add(id);
    this.#closed = this.#closed.filter((other) => other !== id);
    if (!this.#conversation(id)) await this.#sync.conversation(id);
    const known = this.#conversation(id)?.timeline;
    if (around === undefined && known && !known.problem) return this.#again(id);
    const unread = this.#unreadFrom(id);
    this.#set(id, () => ({ ...OPENING, unreadFrom: unread }));
    const members = this.members(id).catch(() => undefined);
    await Promise.all([this.#first(id, around ?? unread), members]);
  }

  close(id: string): void {
    if (!this.#open.delete(id)) return;
    this.#set(id, (timeline) => patch(timeline, { unreadFrom: null }));
    this.#closed = [...this.#closed.filter((other) => other !== id), id];
    if (this.#closed.length > MOST_CLOSED) this.#forget(this.#closed.shift() ?? "");
  }

  /** After a resync: load again what is on a screen. */
  async reopen(): Promise<void> {
    this.#closed = [];
    await Promise.allSettled([...this.#open].map((id) => this.open(id)));
  }

  reset(): void {
    this.#open.clear();
    this.#rosters.clear();
    this.#closed = [];
  }

  async older(id: string): Promise<void> {
    const timeline = this.#idle(id);
    const before = timeline?.messages.at(0)?.position ?? null;
    if (!timeline?.hasOlder || before === null) return;
    await this.#page(id, "older", { before, limit: PAGE }, (_, more) => ({ hasOlder: more }));
  }

  async newer(id: string): Promise<void> {
    const timeline = this.#idle(id);
    const after = timeline?.messages.at(-1)?.position ?? null;
    if (!timeline?.hasNewer || after === null) return;
    await this.#page(id, "newer", { after, limit: PAGE }, (_, more) => ({ hasNewer: more }));
  }

  /** The timeline, unless a page of it is on its way. */
  #idle(id: string): Timeline | null {
    const timeline = this.#conversation(id)?.timeline ?? null;
    return timeline?.loading ? null : timeline;
  }

  async latest(id: string): Promise<void> {
    const timeline = this.#conversation(id)?.timeline;
    if (!timeline?.hasNewer) return;
    this.#set(id, () => ({ ...OPENING, unreadFrom: timeline.unreadFrom }));
    await this.#first(id, null);
  }

  /** Load the members page by page; what happens meanwhile is applied again. */
  async members(id: string): Promise<void> {
    const found: Member[] = [];
    let cursor: string | null = null;
    const { client } = this.#context;
    const ask = async (): Promise<Member[]> => {
      do {
        const args = { conversation_id: id, limit: MEMBERS, ...(cursor !== null && { cursor }) };
        const page = await client.call("conversations.members", args);
        found.push(...page.data);
        cursor = page.next_cursor;
      } while (cursor !== null && found.length < MOST_MEMBERS);
      return found;
    };
    await this.#sync.during(ask, (state, members) => withMembers(state, id, members));
  }

  /** Load the members again, once for many times that it is wanted. */
  wantMembers(id: string): void {
    if (this.#rosters.has(id)) return void this.#rosters.set(id, true);
    this.#rosters.set(id, false);
    void this.#renewMembers(id);
  }

  async #renewMembers(id: string): Promise<void> {
    await this.members(id).catch(() => undefined);
    this.#context.ports.after(MEMBERS_EVERY_MS, () => {
      const again = this.#rosters.get(id) && this.#conversation(id)?.members;
      this.#rosters.delete(id);
      if (again) this.wantMembers(id);
    });
  }

  /** It is on the device already: only the unread line is drawn anew. */
  #again(id: string): void {
    const unreadFrom = this.#unreadFrom(id);
    if (unreadFrom !== null) this.#set(id, (timeline) => patch(timeline, { unreadFrom }));
  }

  #unreadFrom(id: string): number | null {
    const info = this.#conversation(id)?.info;
    return info && info.unread > 0 ? info.read_position : null;
  }

  async #first(id: string, around: number | null): Promise<void> {
    if (around === null) {
      const ends = (_: Message[], more: boolean): Ends => ({ hasOlder: more, hasNewer: false });
      return this.#page(id, "first", { limit: PAGE }, ends);
    }
    const ends = (page: Message[]): Ends => endsAround(page, around);
    await this.#page(id, "first", { around, limit: AROUND }, ends);
  }

  async #page(
    id: string,
    loading: "first" | "older" | "newer",
    args: Omit<ListMessages, "conversation_id">,
    ends: (page: Message[], more: boolean) => Ends,
  ): Promise<void> {
    const { client } = this.#context;
    const round = this.#round(id, loading === "first");
    this.#set(id, (timeline) => patch(timeline, { loading, problem: null }));
    try {
      const ask = { conversation_id: id, ...args };
      const { data } = await this.#sync.during(
        () => client.call("messages.list", ask),
        (state, page) =>
          this.#rounds.get(id) === round
            ? installed(state, id, page.data, ends(page.data, page.next_cursor !== null))
            : state,
      );
      this.#sync.doubt();
      this.#names.want(data.map(({ author }) => author));
    } catch (error) {
      if (this.#rounds.get(id) !== round) return;
      this.#set(id, (timeline) => ({ ...timeline, loading: null, problem: problemOf(error) }));
    }
  }

  #round(id: string, fresh: boolean): number {
    const round = (this.#rounds.get(id) ?? 0) + (fresh ? 1 : 0);
    this.#rounds.set(id, round);
    return round;
  }

  #forget(id: string): void {
    this.#context.store.update((state) => {
      const known = state.conversations[id];
      return known ? put(state, patch(known, { timeline: null, members: null })) : state;
    });
  }

  #conversation(id: string): ConversationState | undefined {
    return this.#context.store.state.conversations[id];
  }

  #set(id: string, change: (timeline: Timeline) => Timeline): void {
    this.#context.store.update((state) => {
      const known = state.conversations[id];
      if (!known) return state;
      return put(state, patch(known, { timeline: change(known.timeline ?? OPENING) }));
    });
  }
}

function installed(state: ChatState, id: string, page: readonly Message[], ends: Ends): ChatState {
  const known = state.conversations[id];
  if (!known?.timeline) return state;
  return put(state, patch(known, { timeline: mergePage(known.timeline, page, ends) }));
}

/** A page around a position has no cursor: a half that is not full ends there. */
function endsAround(page: readonly Message[], around: number): Ends {
  const older = page.filter(({ position }) => (position ?? -1) <= around).length;
  return { hasOlder: older >= AROUND / 2, hasNewer: page.length - older >= AROUND - older };
}
