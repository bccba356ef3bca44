import { beforeEach, describe, expect, test } from "vitest";

import { Connection, SUBPROTOCOL } from "../../src/core/connection.ts";
import { ConnectionError, parseProblem, RefusalError } from "../../src/core/problems.ts";
import type { Problem } from "../../src/core/problems.ts";
import type { ServerFrame } from "../../src/generated/wire.ts";
import { World, settle } from "./clock.ts";

const READY = { type: "ready", epoch: "e", position: 7, person: "me", heartbeat: 20 };

let world: World;
let phases: string[];
let heard: ServerFrame[];
let problem: Problem | null;
let stale: number;
let prepare: () => Promise<void>;
let connection: Connection;

beforeEach(() => {
  world = new World();
  [phases, heard, problem, stale] = [[], [], null, 0];
  prepare = () => Promise.resolve();
  connection = new Connection(world.ports, {
    prepare: () => prepare(),
    address: () => "wss://app.example/chat/v1/stream",
    hello: () => Promise.resolve({ type: "hello", token: "secret", after: 7, epoch: "e" }),
    frame: (frame) => heard.push(frame),
    status: (phase, why) => {
      if (phases.at(-1) !== phase) phases.push(phase);
      problem = why;
    },
    stale: () => (stale += 1),
  });
});

async function live(): Promise<void> {
  if (world.sockets.length === 0) connection.start();
  await settle();
  world.socket.onopen?.();
  await settle();
  world.socket.says(READY);
}

describe("coming in", () => {
  test("says hello with the cursor and the token, and never puts the token in the address", async () => {
    await live();
    expect(world.socket.protocol).toBe(SUBPROTOCOL);
    expect(world.socket.url).not.toContain("secret");
    expect(world.socket.sent).toEqual([{ type: "hello", token: "secret", after: 7, epoch: "e" }]);
    expect(phases).toEqual(["connecting", "live"]);
  });

  test("what a socket of before still says is not heard", async () => {
    await live();
    const old = world.socket;
    connection.resume();
    await world.pass(500);
    old.says({ type: "pong", upto: 99 });
    old.ends(4403);
    expect(heard).toHaveLength(1);
    expect(connection.live).toBe(false);
    expect(phases.at(-1)).toBe("reconnecting");
  });

  test("a server that never says ready is given up on", async () => {
    connection.start();
    await settle();
    world.socket.onopen?.();
    await world.pass(11_000);
    expect(world.sockets.length).toBeGreaterThan(1);
  });
});

describe("staying", () => {
  test("asks for a sign of life after 20 s of silence, and lets go 20 s later", async () => {
    await live();
    await world.pass(19_999);
    expect(world.socket.sent).toHaveLength(1);
    await world.pass(1);
    expect(world.socket.sent.at(-1)).toEqual({ type: "ping" });
    await world.pass(19_000);
    expect(connection.live).toBe(true);
    await world.pass(1_000);
    expect(phases.at(-1)).toBe("reconnecting");
  });

  test("any frame is a sign of life", async () => {
    await live();
    for (let n = 0; n < 5; n += 1) {
      await world.pass(30_000);
      world.socket.says({ type: "pong", upto: 7 });
    }
    expect(phases).toEqual(["connecting", "live"]);
  });

  test("after a failed request a dead socket is found out within two seconds", async () => {
    await live();
    connection.doubt();
    await world.pass(1_000);
    connection.doubt();
    await world.pass(900);
    expect(phases.at(-1)).toBe("reconnecting");
  });

  test("the browser's word that the network is gone or back counts at once", async () => {
    await live();
    world.network(false);
    expect(phases.at(-1)).toBe("offline");
    await world.pass(60_000);
    expect(world.sockets).toHaveLength(1);
    world.network(true);
    await settle();
    expect(world.sockets).toHaveLength(2);
  });

  test.each(["no json", "[]", "null", '"x"', "{}"])(
    "after %j, which is no frame, it resumes",
    async (text) => {
      await live();
      world.socket.says(text);
      expect(phases.at(-1)).toBe("reconnecting");
      await live0();
      expect(world.sockets).toHaveLength(2);
    },
  );

  const live0 = async (): Promise<void> => world.pass(1_000);
});

describe("coming back", () => {
  test("waits with full jitter: from 0.5 s, doubling up to 30 s", async () => {
    connection.start();
    await settle();
    const waits: number[] = [];
    for (let n = 0; n < 9; n += 1) waits.push(await lose());
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    world.luck = 0;
    world.socket.ends(1006);
    await settle();
    await world.pass(0);
    expect(world.sockets).toHaveLength(11);
  });

  /** Lose the socket, and say how long it takes until the next one. */
  async function lose(): Promise<number> {
    const [from, count] = [world.time, world.sockets.length];
    world.socket.ends(1006);
    while (world.sockets.length === count) await world.pass(100);
    return world.time - from;
  }

  test("a server that takes and drops every socket is not stormed", async () => {
    for (let n = 0; n < 8; n += 1) {
      await live();
      await lose();
    }
    await live();
    expect(await lose()).toBe(30_000);
  });

  test("a good long connection starts the waiting over", async () => {
    for (let n = 0; n < 4; n += 1) {
      await live();
      await lose();
    }
    await live();
    await world.pass(15_000);
    expect(await lose()).toBe(500);
  });

  test("a worker that goes away is left for as long as it says", async () => {
    await live();
    world.luck = 0.5;
    world.socket.says({ type: "going_away", after_ms: 3_000 });
    expect(phases.at(-1)).toBe("reconnecting");
    await world.pass(2_900);
    expect(world.sockets).toHaveLength(1);
    await world.pass(200);
    expect(world.sockets).toHaveLength(2);
  });

  test("a busy server's hint is kept", async () => {
    await live();
    world.socket.says({
      type: "error",
      id: null,
      problem: { code: "rate_limited", retry_after: 30 },
    });
    world.socket.ends(4013);
    await world.pass(29_999);
    expect(world.sockets).toHaveLength(1);
    await world.pass(600);
    expect(world.sockets).toHaveLength(2);
  });
});

describe("being refused", () => {
  test("4403 is final and says why; asked to, it tries again", async () => {
    await live();
    const why = { code: "person_deactivated", status: 403, detail: "Gone." };
    world.socket.says({ type: "error", id: null, problem: why });
    world.socket.ends(4403, "person_deactivated");
    expect([phases.at(-1), problem?.code, problem?.detail]).toEqual([
      "refused",
      "person_deactivated",
      "Gone.",
    ]);
    await world.pass(120_000);
    expect(world.sockets).toHaveLength(1);
    connection.reconnectNow();
    await settle();
    expect(world.sockets).toHaveLength(2);
  });

  test("4401 gets one new token; a second one in a row is final", async () => {
    await live();
    world.socket.ends(4401, "token_expired");
    await world.pass(1_000);
    world.socket.ends(4401, "token_expired");
    expect([stale, phases.at(-1), problem?.code]).toEqual([2, "refused", "token_expired"]);
  });

  test("what cannot be prepared for now is tried again, what may not be is not", async () => {
    prepare = () => Promise.reject(new ConnectionError("no network"));
    connection.start();
    await world.pass(5_000);
    expect(phases).toEqual(["connecting", "reconnecting"]);
    prepare = () => Promise.reject(new RefusalError(parseProblem(401, {})));
    await world.pass(60_000);
    expect([phases.at(-1), problem?.code]).toEqual(["refused", "unauthenticated"]);
  });

  test("stopped, it does nothing more", async () => {
    await live();
    connection.stop();
    world.network(false);
    world.network(true);
    await world.pass(100_000);
    expect([phases.at(-1), world.sockets.length]).toEqual(["idle", 1]);
    expect(world.socket.closed).toBe(true);
  });
});
