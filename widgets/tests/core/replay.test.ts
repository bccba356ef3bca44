import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { applyFrame } from "../../src/core/reducers.ts";
import type { Envelope } from "../../src/generated/wire.ts";
import { load, show, tidy, type Snapshot } from "./replay.ts";

interface Fixture {
  name?: string;
  before: Snapshot;
  events: Envelope[];
  after: Snapshot;
}

const FOLDER = new URL("../../../tests/replay/fixtures/", import.meta.url);

function fixtures(): [string, Fixture][] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => {
      const fixture = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Fixture;
      return [fixture.name ?? file, fixture];
    });
}

describe.runIf(fixtures().length > 0)(
  "what the server's events make of a snapshot is what the server shows afterwards",
  () => {
    test.each(fixtures())("%s", (_, { before, events, after }) => {
      const state = load(before);
      const upto = after.me.position;
      const frame = { type: "events" as const, after: before.me.position, upto, events };
      const done = applyFrame(state, frame, 0);
      expect(done.effects).toMatchObject({ conversations: [], resume: false, resync: false });
      expect(show(done.state, after)).toEqual(tidy(after));
    });
  },
);
