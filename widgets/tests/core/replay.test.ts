import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import type { Envelope } from "../../src/generated/wire.ts";
import { Follower } from "./follower.ts";
import { opened, show, tidy, type Snapshot } from "./replay.ts";

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

describe("what the server's events make of a snapshot is what it shows afterwards", () => {
  test.each(fixtures())("%s", (_, { before, events, after }) => {
    const follower = new Follower(before, after);
    const upto = after.me.position;
    const frame = { type: "events" as const, after: before.me.position, upto, events };
    expect(follower.hear(frame).effects).toMatchObject({ resume: false, resync: false });
    const { state } = follower;
    expect(opened(show(state, after), state)).toEqual(opened(tidy(after), state));
  });
});
