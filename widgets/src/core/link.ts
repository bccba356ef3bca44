/** Keeps the state in step with the server: what happens between the socket and the store. */
import type { Hello, ServerFrame } from "../generated/wire.ts";
import { Connection } from "./connection.ts";
import type { Context } from "./context.ts";
import { Drafts } from "./drafts.ts";
import type { Effects } from "./effects.ts";
import type { Envelope } from "./envelopes.ts";
import {
  countedBy,
  fetchAsked,
  happenedIn,
  loadFeatures,
  refreshAll,
  refusedIn,
  type Asks,
} from "./features.ts";
import { Habits } from "./habits.ts";
import { History } from "./history.ts";
import { Marks } from "./marks.ts";
import { meOf } from "./messages.ts";
import { Names } from "./names.ts";
import { Outbox } from "./outbox.ts";
import { type Port, portOf } from "./port.ts";
import { isTemporary, type Problem } from "./problems.ts";
import { patch } from "./records.ts";
import { applyFrame } from "./reducers.ts";
import { initialState } from "./selectors.ts";
import { Shelf } from "./shelf.ts";
import { Sync } from "./sync.ts";
import type { ChatState, ConnectionPhase } from "./types.ts";

export class Link {
  readonly sync: Sync;
  readonly names: Names;
  readonly history: History;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly habits: Habits;
  readonly marks: Marks;
  readonly port: Port;
  readonly #context: Context;
  #shelf: Shelf | null = null;
  /** A resync is not done yet: the list must be fetched afresh before anything else. */
  #afresh = false;

  constructor(context: Context) {
    this.#context = context;
    this.sync = new Sync(context);
    this.names = new Names(context);
    this.history = new History(context, this.sync, this.names);
    this.outbox = new Outbox(context);
    this.drafts = new Drafts(context);
    this.habits = new Habits(context);
    this.connection = this.#connect();
    this.marks = new Marks(context, this.connection);
    this.port = portOf(context, {
      sync: this.sync,
      live: () => this.connection.live,
      loadPeople: (ids) => this.names.want(ids),
    });
    context.client.onRefusal = (problem) => refusedIn(this.port, problem);
    this.outbox.onDoubt = () => this.connection.doubt();
    this.sync.onDoubtful = (envelopes) => this.#fetch(countedBy(envelopes));
    this.sync.onChange = () => this.changed();
  }

  /** Stop; what waits stays on the device. */
  stop(): void {
    this.drafts.save();
    this.outbox.close();
    this.marks.clear();
    this.connection.stop();
  }

  /** Stop, and forget everything that is kept for this person. */
  forget(): void {
    const shelf = this.#shelf;
    this.#leave();
    shelf?.wipe();
  }

  /** Stop, and be nobody; what this person had waiting stays on the device for them. */
  #leave(): void {
    this.stop();
    this.outbox.wipe();
    this.drafts.wipe();
    this.habits.wipe();
    this.#shelf = null;
    this.sync.reset();
    this.names.reset();
    this.history.reset();
    this.#context.client.leave();
    this.#context.store.set(initialState());
  }

  /** Conversations appeared or were replaced: lay over them what is local, and learn the names. */
  changed(): void {
    this.outbox.show();
    this.drafts.show();
    const shown = Object.values(this.#state.conversations).flatMap(({ info }) => [
      info.counterpart ?? [],
      info.last_message?.author ?? [],
    ]);
    this.names.want(shown.flat());
  }

  get #state(): ChatState {
    return this.#context.store.state;
  }

  #connect(): Connection {
    return new Connection(this.#context.ports, {
      prepare: () => this.#prepare(),
      address: () => `${this.#context.client.base.replace(/^http/, "ws")}/v1/stream`,
      hello: () => this.#hello(),
      frame: (frame) => this.#frame(frame),
      status: (phase, problem) => this.#status(phase, problem),
      stale: () => this.#context.client.tokens.forget(),
    });
  }

  /** Before the first socket: who I am, what is there, and what waited on this device. */
  async #prepare(): Promise<void> {
    const features = loadFeatures();
    features.catch(() => undefined);
    if (this.#state.me === null) await this.#meet();
    await features;
    if (this.#state.branding === null) await this.#dress();
    if (this.#state.me === null) return;
    if (this.#afresh || this.#state.listLoading === "first") await this.#list();
  }

  /** A chat without its colours is still a chat. */
  async #dress(): Promise<void> {
    await this.sync.branding().catch((error: unknown) => {
      if (isTemporary(error)) throw error;
    });
  }

  async #list(): Promise<void> {
    await this.sync.list(this.#afresh);
    const reopen = this.#afresh;
    this.#afresh = false;
    void refreshAll(this.port);
    if (reopen) await this.history.reopen();
  }

  async #meet(): Promise<void> {
    await this.sync.me();
    const { me } = this.#state;
    if (me === null) return;
    const owner = [this.#context.client.base, me.tenant, me.person.id];
    this.#shelf = new Shelf(this.#context.ports, owner);
    this.outbox.adopt(this.#shelf);
    this.drafts.adopt(this.#shelf);
    this.habits.adopt(this.#shelf);
  }

  async #hello(): Promise<Hello> {
    const { epoch, position } = this.#state;
    const token = await this.#context.client.tokens.get();
    const cursor = epoch === null ? {} : { epoch, after: position };
    return { type: "hello", ...cursor, ...(token !== null && { token }) };
  }

  #status(phase: ConnectionPhase, problem: Problem | null): void {
    const since = this.#context.ports.now();
    const { connection } = this.#state;
    if (connection.phase !== phase || connection.problem !== problem) {
      this.#context.store.update((state) =>
        patch(state, { connection: { phase, since, problem } }),
      );
    }
    if (phase === "live") this.#live();
    else if (phase !== "connecting") this.outbox.close();
  }

  #live(): void {
    this.outbox.open();
    this.marks.resume();
  }

  #frame(frame: ServerFrame): void {
    const { position, me } = this.#state;
    if (frame.type === "ready" && me && frame.person !== me.person.id) return this.#replace();
    const { state, effects } = applyFrame(this.#state, frame, this.#context.ports.now());
    this.#context.store.set(state);
    if (frame.type === "typing") this.marks.fade(frame.conversation_id);
    if (frame.type === "events" && !effects.resume) {
      this.#happened(frame.events.filter((e) => e.position > position) as Envelope[]);
    }
    this.#act(effects);
  }

  /** The host has signed somebody else in meanwhile: nothing of the one before may be seen. */
  #replace(): void {
    this.#leave();
    this.connection.start();
  }

  #happened(envelopes: readonly Envelope[]): void {
    const me = meOf(this.#state);
    for (const { event } of envelopes) {
      const said = "message" in event ? event.message : null;
      if (said?.author === me) this.outbox.confirm(said.client_id);
    }
    this.sync.happened(envelopes);
    this.marks.arrived(envelopes);
    happenedIn(this.port, envelopes);
  }

  #fetch(asks: Asks): void {
    void fetchAsked(this.port, asks);
  }

  #act({ conversations, members, people, asks, branding, resume, resync }: Effects): void {
    this.sync.want(conversations);
    this.#fetch(asks);
    for (const id of members) this.history.wantMembers(id);
    this.names.want(people);
    if (branding) this.sync.branding().catch(() => undefined);
    if (resync) void this.#resync();
    if (resume) this.connection.resume();
  }

  /** The gap cannot be closed: everything afresh, from the position that the server named. */
  async #resync(): Promise<void> {
    this.#afresh = true;
    this.sync.reset();
    await this.#list().catch(() => this.connection.resume());
  }
}
