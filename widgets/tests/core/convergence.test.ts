import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { applyFrame } from "../../src/core/reducers.ts";
import type { Events } from "../../src/generated/wire.ts";
import { arbitraryAction } from "./actions.ts";
import { Follower } from "./follower.ts";
import { ME, Model } from "./model.ts";
import { load, opened, show, tidy } from "./replay.ts";

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

describe("whatever happened, and wherever one begins to listen", () => {
  test("events make of the snapshot before exactly the snapshot after", () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.array(fc.nat()), (model, start, cuts) => {
        const from = (start % (model.end + 2)) - 1;
        const follower = new Follower(model.snapshot(from), model.snapshot(model.end));
        for (const frame of frames(model, from, cuts)) {
          expect(follower.hear(frame).effects.resume).toBe(false);
        }
        const { state } = follower;
        const end = model.snapshot(model.end);
        expect(opened(show(state, end), state)).toEqual(opened(tidy(end), state));
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
          const follower = new Follower(model.snapshot(-1), model.snapshot(model.end));
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
