import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Envelope } from "../../src/core/envelopes.ts";
import type { Applied } from "../../src/core/effects.ts";
import { applyFrame } from "../../src/core/reducers.ts";
import { withConversations, withMembers } from "../../src/core/snapshot.ts";
import { put } from "../../src/core/messages.ts";
import { counted } from "../../src/core/sync.ts";
import { mergePage, OPENING } from "../../src/core/timeline.ts";
import type { ChatState } from "../../src/core/types.ts";
import type { Events } from "../../src/generated/wire.ts";
import { arbitraryAction } from "./actions.ts";
import { ME, Model } from "./model.ts";
import { load, show, tidy } from "./replay.ts";

const history = fc.array(arbitraryAction, { minLength: 1, maxLength: 60 }).map((actions) => {
  const model = new Model();
  model.act({ do: "create", by: "bob", with: [ME, "carol"], kind: "group" });
  for (const one of actions) model.act(one);
  return model;
});

/** The stretch between two positions, cut into frames at random places. */
function frames(model: Model, after: number, cuts: readonly number[]): Events[] {
  const ends = [...new Set(cuts.map((cut) => after + 1 + (cut % Math.max(1, model.end - after))))]
    .filter((end) => end > after && end <= model.end)
    .sort((a, b) => a - b);
  let from = after;
  return [...ends, model.end].map((upto) => {
    const frame = { type: "events" as const, after: from, upto, events: model.seen(from, upto) };
    from = upto;
    return frame;
  });
}

/** A store that fetches what it is told to, as it is at the end. */
class Follower {
  /** What was fetched may hold events up to here that have not arrived yet. */
  #unsure = -1;
  state: ChatState;
  readonly #model: Model;

  constructor(model: Model, from: number) {
    this.#model = model;
    this.state = load(model.snapshot(from));
  }

  hear(frame: Events): Applied {
    const { position } = this.state;
    const done = applyFrame(this.state, frame, 0);
    this.state = done.state;
    const fresh = frame.events.filter((e) => e.position > position && !done.effects.resume);
    const doubtful = fresh.filter((e) => e.position <= this.#unsure) as Envelope[];
    for (const id of [...done.effects.conversations, ...doubtful.flatMap(counted)]) this.#fetch(id);
    for (const id of done.effects.members) this.#members(id);
    return done;
  }

  #fetch(id: string): void {
    const end = this.#model.snapshot(this.#model.end);
    this.#unsure = this.#model.end;
    const info = end.conversations.find((conversation) => conversation.id === id);
    if (!info) return;
    this.state = withConversations(this.state, [info]);
    const known = this.state.conversations[id];
    if (!known || known.timeline) return;
    this.#members(id);
    const timeline = mergePage(OPENING, end.messages?.[id] ?? [], { hasNewer: false });
    this.state = put(this.state, { ...known, timeline });
  }

  #members(id: string): void {
    const end = this.#model.snapshot(this.#model.end);
    this.#unsure = this.#model.end;
    this.state = withMembers(this.state, id, end.members?.[id] ?? []);
  }
}

describe("whatever happened, and wherever one begins to listen", () => {
  test("events make of the snapshot before exactly the snapshot after", () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.array(fc.nat()), (model, start, cuts) => {
        const from = (start % (model.end + 2)) - 1;
        const follower = new Follower(model, from);
        for (const frame of frames(model, from, cuts)) {
          expect(follower.hear(frame).effects.resume).toBe(false);
        }
        const { state } = follower;
        const end = model.snapshot(model.end);
        expect(withoutFresh(show(state, end), state)).toEqual(withoutFresh(tidy(end), state));
      }),
      { numRuns: 300 },
    );
  });

  test("frames lost, doubled and in any order end in the same state, after resuming", () => {
    fc.assert(
      fc.property(
        history,
        fc.array(fc.nat()),
        fc.array(fc.nat({ max: 20 }), { minLength: 1 }),
        (model, cuts, picks) => {
          const all = frames(model, -1, cuts);
          const follower = new Follower(model, -1);
          for (const pick of picks) {
            const frame = all[pick % all.length];
            const before = follower.state;
            const missed = frame && follower.hear(frame).effects.resume;
            if (missed) expect(follower.state).toBe(before);
          }
          const rest = frames(model, follower.state.position, [])[0];
          if (rest && rest.upto > rest.after) follower.hear(rest);
          const { state } = follower;
          const end = model.snapshot(model.end);
          expect(show(state, end).conversations).toEqual(end.conversations);
          expect(state.position).toBe(model.end);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("what was seen before changes nothing, not even the object", () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat()), (model, cuts) => {
        const state = load(model.snapshot(model.end));
        for (const frame of frames(model, -1, cuts)) {
          expect(applyFrame(state, frame, 0).state).toBe(state);
        }
      }),
    );
  });
});

/** Conversations that began while listening were never opened: they have no page to compare. */
function withoutFresh(
  snapshot: ReturnType<typeof tidy>,
  state: ChatState,
): ReturnType<typeof tidy> {
  const opened = <T>(record: Record<string, T> | undefined): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record ?? {}).filter(([id]) => {
        const conversation = state.conversations[id];
        return conversation?.timeline && conversation.members;
      }),
    );
  return { ...snapshot, messages: opened(snapshot.messages), members: opened(snapshot.members) };
}
