/**
 * Random histories on the real server: what its events make of its own snapshot before, live and
 * resumed, is its own snapshot after. `ONRECORD_SEED` repeats one; `ONRECORD_FIXTURES` names a
 * folder to write them to.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";

import { Client } from "../../src/core/client.ts";
import { SUBPROTOCOL } from "../../src/core/connection.ts";
import { browserPorts } from "../../src/core/ports.ts";
import { RefusalError } from "../../src/core/problems.ts";
import type { Conversation, Events, Member, Message } from "../../src/generated/wire.ts";
import { Follower } from "../core/follower.ts";
import "../support/features.ts";
import { opened, show, tidy, type Snapshot } from "../core/replay.ts";
import { BASE } from "./world.ts";

const HISTORIES = Number(process.env["ONRECORD_HISTORIES"] ?? 4);
const STEPS = 40;
const SEED = Number(process.env["ONRECORD_SEED"] ?? Date.now() % 1_000_000);
const NAMES = ["me", "bob", "carol"];

let dice = SEED;
/** A number below a limit (mulberry32). */
function roll(limit: number): number {
  dice = (dice + 0x6d2b79f5) | 0;
  let mixed = Math.imul(dice ^ (dice >>> 15), 1 | dice);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}
const pick = <T>(values: readonly T[]): T => values[roll(values.length)] as T;

function client(person: string): Client {
  const tokenUrl = `${BASE.replace(/\/chat$/, "")}/token/${person}`;
  return new Client({ ...browserPorts(), origin: () => BASE }, BASE, tokenUrl);
}

/** What a person sees over REST: their list, and every page and member in it. */
async function snapshot(asker: Client): Promise<Snapshot> {
  const conversations = (await asker.call("conversations.list", { limit: 200 })).data;
  const messages: Record<string, Message[]> = {};
  const members: Record<string, Member[]> = {};
  for (const { id } of conversations) {
    const args = { conversation_id: id, limit: 200 };
    messages[id] = (await asker.call("messages.list", args)).data;
    members[id] = (await asker.call("conversations.members", args)).data;
  }
  return { me: await asker.call("me.get", {}), conversations, messages, members };
}

/** A socket that collects the events after a position until it has been told everything up to one. */
class Listener {
  readonly frames: Events[] = [];
  readonly #socket = new WebSocket(`${BASE.replace(/^http/, "ws")}/v1/stream`, SUBPROTOCOL);
  #upto = -1;
  #done: () => void = () => undefined;
  #wanted = Infinity;
  readonly ready: Promise<void>;

  constructor(token: string | null, after: number) {
    const hello = { type: "hello", after, ...(token && { token }) };
    this.#socket.onopen = () => this.#socket.send(JSON.stringify(hello));
    this.ready = new Promise((resolve) => {
      this.#socket.onmessage = ({ data }) => this.#hear(JSON.parse(String(data)), resolve);
    });
  }

  async until(position: number): Promise<Events[]> {
    this.#wanted = position;
    await this.ready;
    const asking = setInterval(() => this.#socket.send('{"type":"ping"}'), 20);
    if (this.#upto < position) await new Promise<void>((resolve) => (this.#done = resolve));
    clearInterval(asking);
    this.#socket.close();
    return this.frames;
  }

  #hear(frame: { type: string; upto?: number }, ready: () => void): void {
    if (frame.type === "ready") ready();
    if (frame.type === "events") this.frames.push(frame as Events);
    this.#upto = Math.max(this.#upto, frame.upto ?? -1);
    if (this.#upto >= this.#wanted) this.#done();
  }
}

type Room = Pick<Conversation, "id">;
const rooms: Room[] = [];
const written: Message[] = [];
const clients = new Map(NAMES.map((name) => [name, client(name)]));
const as = (name: string): Client => clients.get(name) as Client;

const ACTIONS: ((by: string, room: string) => Promise<unknown>)[] = [
  async (by) => {
    const kind = pick(["group", "group", "direct"] as const);
    const others = kind === "direct" ? [pick(NAMES.filter((n) => n !== by))] : NAMES;
    rooms.push(await as(by).create("conversations.create", { kind, members: others }));
  },
  ...Array.from({ length: 8 }, () => async (by: string, room: string) => {
    const text = by !== "me" && roll(3) === 0 ? "look here, <@me>" : `words ${roll(1000)}`;
    written.push(await as(by).call("messages.send", { conversation_id: room, text }));
  }),
  async () => {
    const { id, author } = pick(written);
    const text = author !== "me" && roll(2) === 0 ? "again, <@me>" : `other words ${roll(1000)}`;
    await as(author).call("messages.edit", { message_id: id, text });
  },
  async () => {
    const { id, author } = pick(written);
    await as(author).call("messages.remove", { message_id: id, reason: "because" });
  },
  ...Array.from({ length: 2 }, () => async (by: string, room: string) => {
    const position = Math.max(0, (written.at(-1)?.position ?? 0) - roll(8));
    await as(by).call("conversations.read", { conversation_id: room, position });
  }),
  (by, room) =>
    as(by).call("conversations.update", { conversation_id: room, title: `t${roll(9)}` }),
  (by, room) => as(by).call("conversations.mute", { conversation_id: room, muted: roll(2) === 0 }),
  (by, room) => {
    const history = pick(["all", "from_now"] as const);
    const args = { conversation_id: room, members: [pick(NAMES)], history };
    return as(by).call("conversations.add_members", args);
  },
  (by, room) =>
    as(by).call("conversations.remove_member", { conversation_id: room, person_id: pick(NAMES) }),
  (by, room) => {
    const role = pick(["owner", "moderator", "member"] as const);
    const args = { conversation_id: room, person_id: pick(NAMES), role };
    return as(by).call("conversations.change_member", args);
  },
];

async function act(): Promise<void> {
  try {
    await pick(ACTIONS)(pick(NAMES), pick(rooms).id);
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
  }
}

function prove(what: string, before: Snapshot, frames: readonly Events[], after: Snapshot): void {
  const follower = new Follower(before, after);
  for (const frame of frames) assert.equal(follower.hear(frame).effects.resume, false, what);
  const { state } = follower;
  const shown = opened(show({ ...state, position: after.me.position }, after), state);
  const wanted = opened(tidy(after), state);
  assert.deepEqual(differences(plain(shown), plain(wanted)), [], `${what}, seed ${SEED}`);
}

/** Names may come later than ids; everything else is compared. */
function plain(found: Snapshot): unknown {
  const members = Object.entries(found.members ?? {}).map(([id, all]) => [
    id,
    all.map((member) => ({ ...member, name: "" })),
  ]);
  return JSON.parse(JSON.stringify({ ...found, members: Object.fromEntries(members) }));
}

/** Where two documents differ, as `path: shown, wanted`. */
function differences(shown: unknown, wanted: unknown, path = ""): string[] {
  if (!isObject(shown) || !isObject(wanted)) {
    return Object.is(shown, wanted) ? [] : [`${path}: ${JSON.stringify([shown, wanted])}`];
  }
  const keys = new Set([...Object.keys(shown), ...Object.keys(wanted)]);
  return [...keys].flatMap((key) => differences(shown[key], wanted[key], `${path}/${key}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

for (const name of NAMES) await as(name).call("me.get", {});
rooms.push(await as("bob").create("conversations.create", { kind: "group", members: NAMES }));
written.push(
  await as("bob").call("messages.send", { conversation_id: rooms[0]?.id ?? "", text: "1" }),
);

for (let history = 0; history < HISTORIES; history += 1) {
  const me = as("me");
  const before = await snapshot(me);
  const live = new Listener(await me.tokens.get(), before.me.position);
  await live.ready;
  for (let step = 0; step < STEPS; step += 1) await act();
  const after = await snapshot(me);
  const heard = await live.until(after.me.position);
  prove(`history ${history}, heard live`, before, heard, after);
  const late = new Listener(await me.tokens.get(), before.me.position);
  const resumed = await late.until(after.me.position);
  prove(`history ${history}, resumed`, before, resumed, after);
  const folder = process.env["ONRECORD_FIXTURES"];
  if (folder) {
    const name = `history ${history} of seed ${SEED}`;
    const events = heard.flatMap((frame) => frame.events);
    const text = JSON.stringify({ name, before, events, after }, null, 1);
    writeFileSync(`${folder}/history_${SEED}_${history}.json`, `${text}\n`);
  }
}
console.log(`seed ${SEED}: all of it is true`);
process.exit(0);
