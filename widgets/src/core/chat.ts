/** Assembles the parts into the store that components talk to; it only hands on. */
import type {
  Conversation,
  CreateConversation,
  MemberRole,
  Message,
  MessageVersion,
  Person,
} from "../generated/wire.ts";
import { Client } from "./client.ts";
import { Link } from "./link.ts";
import { messageAnswered } from "./messages.ts";
import type { Port } from "./port.ts";
import { browserPorts, type Ports } from "./ports.ts";
import { RefusalError } from "./problems.ts";
import { patch } from "./records.ts";
import { initialState } from "./selectors.ts";
import { withConversations, withPeople } from "./snapshot.ts";
import { Store } from "./store.ts";
import type {
  ChatOptions,
  ChatState,
  ChatStore,
  Draft,
  SendOn,
  SendOptions,
  Unsubscribe,
} from "./types.ts";

/** Make a chat for one mount; nothing happens before `start`. */
export function createChat(options: ChatOptions, ports: Ports = browserPorts()): ChatStore {
  return new Chat(options, ports);
}

class Chat implements ChatStore {
  readonly #store = new Store(initialState());
  readonly #client: Client;
  readonly #link: Link;

  constructor(options: ChatOptions, ports: Ports) {
    this.#client = new Client(ports, options.base, options.tokenUrl ?? null);
    this.#link = new Link({ store: this.#store, client: this.#client, ports });
  }

  get state(): ChatState {
    return this.#store.state;
  }

  get port(): Port {
    return this.#link.port;
  }

  subscribe<T>(selector: (state: ChatState) => T, listener: (value: T) => void): Unsubscribe {
    return this.#store.subscribe(selector, listener);
  }

  // -- coming and going

  async start(): Promise<void> {
    this.#link.connection.start();
    await this.#settled();
  }

  stop(): void {
    this.#link.stop();
  }

  async signOut(): Promise<void> {
    this.#link.forget();
  }

  setVisible(visible: boolean): void {
    if (!visible) this.#link.drafts.save();
    this.#link.marks.setVisible(visible);
    if (visible) this.#link.connection.doubt();
  }

  reconnectNow(): void {
    this.#link.connection.reconnectNow();
  }

  // -- looking

  openConversation(id: string, around?: number): Promise<void> {
    return this.#link.history.open(id, around);
  }

  async openSubject(subject: string): Promise<string | null> {
    const page = await this.#call("conversations.list", { subject });
    const found = page.data[0];
    if (found) this.#know(found);
    return found?.id ?? null;
  }

  closeConversation(id: string): void {
    this.#link.history.close(id);
  }

  loadOlder(id: string): Promise<void> {
    return this.#link.history.older(id);
  }

  loadNewer(id: string): Promise<void> {
    return this.#link.history.newer(id);
  }

  jumpToLatest(id: string): Promise<void> {
    return this.#link.history.latest(id);
  }

  async loadMoreConversations(): Promise<void> {
    await this.#link.sync.more().catch(() => undefined);
  }

  filter(text: string): void {
    this.#store.update((state) => patch(state, { filter: text }));
  }

  // -- writing

  send(id: string, text: string, replyTo: string | null = null, options?: SendOptions): string {
    const clientId = this.#link.outbox.add(id, text, replyTo, options);
    this.#link.marks.typed(id);
    return clientId;
  }

  retry(clientId: string, options?: SendOptions): void {
    this.#link.outbox.retry(clientId, options);
  }

  discard(clientId: string): string | null {
    return this.#link.outbox.discard(clientId);
  }

  async edit(message: Message, text: string): Promise<Message> {
    const args = { message_id: message.id, text, version: message.version };
    return this.#answered(await this.#call("messages.edit", args));
  }

  async remove(message: Message, reason?: string): Promise<Message> {
    const why = reason ? { reason } : {};
    return this.#answered(await this.#call("messages.remove", { message_id: message.id, ...why }));
  }

  async versions(messageId: string): Promise<MessageVersion[]> {
    return (await this.#call("messages.versions", { message_id: messageId })).data;
  }

  async message(messageId: string): Promise<Message | null> {
    for (const { timeline } of Object.values(this.state.conversations)) {
      const loaded = timeline?.messages.find(({ id }) => id === messageId);
      if (loaded) return loaded;
    }
    return this.#call("messages.get", { message_id: messageId }).catch(notFoundIsNull);
  }

  markRead(id: string, position: number): void {
    this.#link.marks.markRead(id, position);
  }

  typing(id: string): void {
    this.#link.marks.typing(id);
  }

  setDraft(id: string, draft: Draft | null): void {
    this.#link.drafts.set(id, draft);
  }

  fold(key: string): void {
    this.#link.habits.fold(key);
  }

  setNotify(on: boolean): void {
    this.#link.habits.setNotify(on);
  }

  setSendOn(choice: SendOn): void {
    this.#link.habits.setSendOn(choice);
  }

  setEmoji(habit: { readonly used?: string; readonly tone?: number }): void {
    this.#link.habits.setEmoji(habit);
  }

  // -- conversations and people

  async mute(id: string, muted: boolean): Promise<void> {
    await this.#call("conversations.mute", { conversation_id: id, muted });
    this.#unlessLive(id);
  }

  async rename(id: string, title: string): Promise<void> {
    await this.#call("conversations.update", { conversation_id: id, title });
    this.#unlessLive(id);
  }

  async createConversation(command: CreateConversation): Promise<Conversation> {
    const made = await this.#client.create("conversations.create", command);
    this.#know(made);
    return made;
  }

  loadMembers(id: string): Promise<void> {
    return this.#link.history.members(id);
  }

  async addMembers(
    id: string,
    members: string[],
    history: "all" | "from_now" = "all",
  ): Promise<void> {
    await this.#call("conversations.add_members", { conversation_id: id, members, history });
    this.#unlessLive(id);
  }

  async removeMember(id: string, personId: string): Promise<void> {
    const args = { conversation_id: id, person_id: personId };
    await this.#call("conversations.remove_member", args);
    this.#unlessLive(id);
  }

  async changeMember(id: string, personId: string, role: MemberRole): Promise<void> {
    const args = { conversation_id: id, person_id: personId, role };
    await this.#call("conversations.change_member", args);
    this.#unlessLive(id);
  }

  async searchPeople(query: string): Promise<Person[]> {
    const { data } = await this.#call("people.list", { query, limit: 20 });
    this.#store.update((state) => withPeople(state, data));
    return data;
  }

  loadPeople(ids: readonly string[]): void {
    this.#link.names.want(ids);
  }

  async loadCheckpoint(): Promise<void> {
    const checkpoint = await this.#call("record.checkpoint", {});
    this.#store.update((state) => patch(state, { checkpoint }));
  }

  // -- small parts

  get #call(): Client["call"] {
    return this.#client.call.bind(this.#client);
  }

  #know(conversation: Conversation): void {
    if (this.state.conversations[conversation.id]) return;
    this.#store.update((state) => withConversations(state, [conversation]));
    this.#link.changed();
  }

  #answered(message: Message): Message {
    this.#store.update((state) => messageAnswered(state, message));
    return message;
  }

  #unlessLive(id: string): void {
    this.port.unlessLive([id]);
  }

  /** Resolves when there is something to show: the list, or why not. */
  #settled(): Promise<void> {
    const done = ({ listLoading, me, connection, listProblem }: ChatState): boolean =>
      (me !== null && listLoading !== "first") ||
      listProblem !== null ||
      connection.phase === "refused";
    return new Promise((resolve) => {
      if (done(this.state)) return resolve();
      const stop = this.subscribe(done, (is) => {
        if (!is) return;
        stop();
        resolve();
      });
    });
  }
}

/** A message that may not be seen is as good as one that is not there. */
function notFoundIsNull(error: unknown): null {
  if (error instanceof RefusalError && error.problem.status === 404) return null;
  throw error;
}
