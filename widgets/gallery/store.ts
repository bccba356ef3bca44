/** A store without a server, for looking at the components. */
import { freshConversation } from "../src/core/conversations.ts";
import { initialState } from "../src/core/selectors.ts";
import { Store } from "../src/core/store.ts";
import type {
  ChatState,
  ChatStore,
  ConversationState,
  Draft,
  SendOn,
  SendOptions,
} from "../src/core/types.ts";
import type { Message, MessageVersion, Person } from "../src/generated/wire.ts";
import { ME, PEOPLE, ago, conversation, members, newId, say } from "./people.ts";
import { fixturePort } from "./port.ts";
import { everything } from "./talk.ts";
import { peopleOutside } from "./texts.ts";

function filled(): ChatState {
  const all = everything();
  return {
    ...initialState(),
    listLoading: null,
    me: {
      tenant: "acme",
      person: PEOPLE[ME] as Person,
      scopes: [],
      epoch: "e1",
      position: 900,
      limits: { text_code_points: 20_000, members_a_call: 500 },
    },
    connection: { phase: "live", since: 0, problem: null },
    conversations: Object.fromEntries(all.map((one) => [one.info.id, one])),
    order: all.map((one) => one.info.id),
    people: PEOPLE,
    presence: { ben: "active", hana: "active", dana: "away", chidi: "active" },
    checkpoint: {
      origin: "acme.example/onrecord",
      size: 5213,
      root: "q4u9nS1kZfV0m2y1d8Yc5pL3b7wE6tXhJrO0aGzKfMI=",
      note: "",
      vkey: "",
      at: ago(2),
    },
  };
}

/** The state after somebody has answered in a thread that is open. */
function answered(state: ChatState, root: string, message: Message): ChatState {
  const thread = state.threads[root];
  if (!thread) return state;
  const messages = [...thread.timeline.messages, message];
  const next = { ...thread, timeline: { ...thread.timeline, messages } };
  return { ...state, threads: { ...state.threads, [root]: next } };
}

/** Keeps everything in the page; answers like a server that is fast and kind. */
export class FixtureStore implements ChatStore {
  readonly #store = new Store<ChatState>(filled());

  get state(): ChatState {
    return this.#store.state;
  }

  readonly port = fixturePort(this);

  subscribe: ChatStore["subscribe"] = (selector, listener) =>
    this.#store.subscribe(selector, listener);

  /** Change the state from outside, as a story of the gallery wants it. */
  change(make: (state: ChatState) => ChatState): void {
    this.#store.update(make);
  }

  /** Change one conversation. */
  alter(id: string, make: (one: ConversationState) => Partial<ConversationState>): void {
    const one = this.state.conversations[id];
    if (!one) return;
    const next = { ...one, ...make(one) };
    this.change((s) => ({ ...s, conversations: { ...s.conversations, [id]: next } }));
  }

  #message(message: Message): void {
    this.alter(message.conversation_id, (one) => ({
      timeline: one.timeline && {
        ...one.timeline,
        messages: one.timeline.messages.map((old) => (old.id === message.id ? message : old)),
      },
    }));
  }

  #find(id: string): Message | null {
    const all = Object.values(this.state.conversations);
    return all.flatMap((c) => c.timeline?.messages ?? []).find((m) => m.id === id) ?? null;
  }

  /** Somebody else writes. */
  arrive(id: string, author: string, text: string): void {
    const message = say(id, author, 0, text);
    this.alter(id, (one) => ({
      info: { ...one.info, last_message: message },
      timeline: one.timeline && { ...one.timeline, messages: [...one.timeline.messages, message] },
    }));
  }

  start = (): Promise<void> => Promise.resolve();
  stop(): void {}
  signOut = (): Promise<void> => Promise.resolve();
  setVisible(): void {}
  reconnectNow(): void {
    this.change((s) => ({ ...s, connection: { phase: "live", since: Date.now(), problem: null } }));
  }

  openConversation = (): Promise<void> => Promise.resolve();
  openSubject(subject: string): Promise<string | null> {
    const all = Object.values(this.state.conversations);
    return Promise.resolve(all.find((one) => one.info.subject === subject)?.info.id ?? null);
  }
  closeConversation(): void {}
  loadOlder = (): Promise<void> => Promise.resolve();
  loadNewer = (): Promise<void> => Promise.resolve();
  jumpToLatest = (): Promise<void> => Promise.resolve();
  loadMoreConversations = (): Promise<void> => Promise.resolve();
  filter(text: string): void {
    this.change((s) => ({ ...s, filter: text }));
  }

  send(id: string, text: string, replyTo: string | null = null, options: SendOptions = {}): string {
    const clientId = newId("c");
    const pending = {
      clientId,
      conversationId: id,
      text,
      replyTo,
      options,
      createdAt: ago(0),
      status: "sending" as const,
      problem: null,
    };
    this.alter(id, (one) => ({ pending: [...one.pending, pending] }));
    setTimeout(() => this.#confirm(id, clientId), 300);
    return clientId;
  }

  #confirm(id: string, clientId: string): void {
    this.alter(id, (one) => {
      const sent = one.pending.find((p) => p.clientId === clientId);
      if (!sent || !one.timeline) return {};
      const { thread_id: root = null, also_in_channel: also } = sent.options;
      const message = say(id, ME, 0, sent.text, {
        client_id: clientId,
        reply_to: sent.replyTo,
        thread_id: root,
        in_channel: !root || also === true,
      });
      if (root) this.change((s) => answered(s, root, message));
      if (!message.in_channel)
        return { pending: one.pending.filter((p) => p.clientId !== clientId) };
      return {
        info: { ...one.info, last_message: message },
        pending: one.pending.filter((p) => p.clientId !== clientId),
        timeline: { ...one.timeline, messages: [...one.timeline.messages, message] },
      };
    });
  }

  retry(clientId: string): void {
    const one = Object.values(this.state.conversations).find((c) =>
      c.pending.some((p) => p.clientId === clientId),
    );
    if (one) this.#confirm(one.info.id, clientId);
  }
  discard(clientId: string): string | null {
    const one = Object.values(this.state.conversations).find((c) =>
      c.pending.some((p) => p.clientId === clientId),
    );
    const text = one?.pending.find((p) => p.clientId === clientId)?.text ?? null;
    if (one)
      this.alter(one.info.id, (c) => ({
        pending: c.pending.filter((p) => p.clientId !== clientId),
      }));
    return text;
  }
  edit(message: Message, text: string): Promise<Message> {
    const next = { ...message, text, version: message.version + 1, edited_at: ago(0) };
    this.#message(next);
    return Promise.resolve(next);
  }
  remove(message: Message, reason?: string): Promise<Message> {
    const next: Message = {
      ...message,
      text: null,
      state: "removed",
      removed_by: ME,
      removed_reason: reason ?? null,
    };
    this.#message(next);
    return Promise.resolve(next);
  }
  versions(id: string): Promise<MessageVersion[]> {
    const message = this.#find(id);
    const text = message?.text ?? "";
    const author = message?.author ?? ME;
    return Promise.resolve([
      {
        message_id: id,
        version: 1,
        text: "It is the spare parts, I think. I will ask Dana.",
        author,
        at: ago(1570),
        attachments: [],
      },
      { message_id: id, version: 2, text, author, at: ago(1552), attachments: [] },
    ]);
  }
  message(id: string): Promise<Message | null> {
    return Promise.resolve(this.#find(id));
  }

  markRead(id: string): void {
    this.alter(id, (one) => ({ info: { ...one.info, unread: 0, mentions: 0 } }));
  }
  typing(): void {}
  setDraft(id: string, draft: Draft | null): void {
    if (!this.state.conversations[id]) {
      const rest = Object.entries(this.state.threadDrafts).filter(([key]) => key !== id);
      const threadDrafts = Object.fromEntries(draft ? [...rest, [id, draft]] : rest);
      this.change((s) => ({ ...s, threadDrafts }));
    }
    this.alter(id, () => ({ draft }));
  }
  fold(key: string): void {
    this.change((s) => {
      const rest = s.folded.filter((one) => one !== key);
      return { ...s, folded: rest.length < s.folded.length ? rest : [...s.folded, key] };
    });
  }
  setNotify(notify: boolean): void {
    this.change((s) => ({ ...s, notify }));
  }
  setSendOn(sendOn: SendOn): void {
    this.change((s) => ({ ...s, sendOn }));
  }
  setEmoji({ used, tone }: { used?: string; tone?: number }): void {
    this.change((s) => {
      const recent = used
        ? [used, ...s.emoji.recent.filter((one) => one !== used)]
        : s.emoji.recent;
      return { ...s, emoji: { recent, tone: tone ?? s.emoji.tone } };
    });
  }
  mute(id: string, muted: boolean): Promise<void> {
    this.alter(id, (one) => ({ info: { ...one.info, muted } }));
    return Promise.resolve();
  }
  rename(id: string, title: string): Promise<void> {
    this.alter(id, (one) => ({ info: { ...one.info, title } }));
    return Promise.resolve();
  }
  createConversation: ChatStore["createConversation"] = (command) => {
    const people = [ME, ...(command.members ?? [])];
    const id = newId("cnv");
    const info = conversation(id, command.kind, command.title ?? "", {
      member_count: people.length,
      counterpart: command.kind === "direct" ? (command.members?.[0] ?? null) : null,
    });
    const one: ConversationState = {
      ...freshConversation(info),
      timeline: {
        messages: [],
        notices: [],
        hasOlder: false,
        hasNewer: false,
        loading: null,
        problem: null,
        unreadFrom: null,
      },
      members: members(people, []),
    };
    this.change((s) => ({
      ...s,
      order: [id, ...s.order],
      conversations: { ...s.conversations, [id]: one },
    }));
    return Promise.resolve(info);
  };
  loadMembers = (): Promise<void> => Promise.resolve();
  addMembers(id: string, people: string[]): Promise<void> {
    this.alter(id, (one) => ({ members: { ...one.members, ...members(people, []) } }));
    return Promise.resolve();
  }
  removeMember(id: string, person: string): Promise<void> {
    this.alter(id, (one) => {
      const kept = Object.entries(one.members ?? {}).filter(([key]) => key !== person);
      return { members: Object.fromEntries(kept) };
    });
    return Promise.resolve();
  }
  changeMember = (): Promise<void> => Promise.resolve();
  searchPeople(query: string): Promise<Person[]> {
    const wanted = query.toLowerCase();
    return Promise.resolve(
      Object.values(PEOPLE).filter(({ name }) =>
        name
          .toLowerCase()
          .split(" ")
          .some((w) => w.startsWith(wanted)),
      ),
    );
  }
  /** People outside are not among those of the house, and come when they are asked for. */
  loadPeople(ids: readonly string[]): void {
    const asked = ids.filter((id) => !this.state.people[id]);
    const found = Object.fromEntries(peopleOutside(asked).map((one) => [one.id, one]));
    if (Object.keys(found).length === 0) return;
    queueMicrotask(() => this.change((s) => ({ ...s, people: { ...s.people, ...found } })));
  }
  loadCheckpoint = (): Promise<void> => Promise.resolve();
}
