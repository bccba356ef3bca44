import type { Applied } from "../../src/core/effects.ts";
import type { Envelope } from "../../src/core/envelopes.ts";
import { put } from "../../src/core/messages.ts";
import { applyFrame } from "../../src/core/reducers.ts";
import { withConversations, withMembers } from "../../src/core/snapshot.ts";
import { counted } from "../../src/core/sync.ts";
import { withShown } from "../../src/core/places/reducers.ts";
import { withMarks } from "../../src/core/places/slice.ts";
import { rooted } from "../../src/core/threads/feature.ts";
import { mergePage, OPENING } from "../../src/core/timeline.ts";
import type { ChatState } from "../../src/core/types.ts";
import type { Events } from "../../src/generated/wire.ts";
import { load, type Snapshot } from "./replay.ts";

/** A store that fetches what it is told to, as it is at the end. */
export class Follower {
  /** What was fetched may hold events up to here that have not arrived yet. */
  #unsure = -1;
  state: ChatState;
  readonly #end: Snapshot;

  constructor(from: Snapshot, end: Snapshot) {
    this.#end = end;
    this.state = load(from);
  }

  hear(frame: Events): Applied {
    const { position } = this.state;
    const done = applyFrame(this.state, frame, 0);
    this.state = done.state;
    const fresh = frame.events.filter((e) => e.position > position && !done.effects.resume);
    const doubtful = fresh.filter((e) => e.position <= this.#unsure) as Envelope[];
    for (const id of [...done.effects.conversations, ...doubtful.flatMap(counted)]) this.#fetch(id);
    if (done.effects.asks["policy"])
      this.state = { ...this.state, policy: this.#end.policy ?? null };
    for (const id of done.effects.members) this.#members(id);
    for (const id of [
      ...(done.effects.asks["threads"] ?? []),
      ...(done.effects.asks["places"] ?? []),
      ...doubtful.flatMap(rooted),
    ]) {
      this.#thread(id);
    }
    return done;
  }

  #fetch(id: string): void {
    const end = this.#end;
    this.#unsure = end.me.position;
    const info = end.conversations.find((conversation) => conversation.id === id);
    if (!info) return;
    this.state = withConversations(this.state, [info]);
    const known = this.state.conversations[id];
    if (!known || known.timeline) return;
    this.#members(id);
    const timeline = mergePage(OPENING, end.messages?.[id] ?? [], { hasNewer: false });
    this.state = put(this.state, { ...known, timeline });
  }

  /** A root as it is at the end, or my places in a conversation that I am in again. */
  #thread(id: string): void {
    const { marks = [], messages = {}, me } = this.#end;
    this.#unsure = me.position;
    const root = Object.values(messages)
      .flat()
      .find((message) => message.id === id);
    if (root) this.state = withShown(this.state, { root });
    if (!id.startsWith("cnv_")) return;
    const here = marks.filter((mark) => mark.conversation_id === id);
    this.state = withMarks(this.state, here, id);
    if (this.state.conversations[id]) this.#fetch(id);
  }

  #members(id: string): void {
    const end = this.#end;
    this.#unsure = end.me.position;
    this.state = withMembers(this.state, id, end.members?.[id] ?? []);
  }
}
