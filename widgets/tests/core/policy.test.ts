/** The policy in force follows events, its date, refusals and one's own word. */
import { beforeEach, expect, test } from "vitest";

import { createChat } from "../../src/core/chat.ts";
import { acknowledgePolicy, wantPolicy } from "../../src/core/policy/actions.ts";
import { asksFirst } from "../../src/core/policy/slice.ts";
import type { ChatStore } from "../../src/core/types.ts";
import type { Event, PolicyView } from "../../src/generated/wire.ts";
import { json, problem, settle, World, type Asked } from "./clock.ts";
import { ME, Model } from "./model.ts";

const DAY_MS = 86_400_000;
const READING = { locale: "en", title: "How", summary: "So.", more: "", sections: [] };

let world: World;
let model: Model;
let chat: ChatStore;
let view: PolicyView;
/** What the server says to somebody's word, or to a message. */
let refusal: (() => Response) | null;

function policy(version: number, more: Partial<PolicyView> = {}): PolicyView {
  const hash = `sha256:${version}`;
  const seen = { version, hash, effective_from: "2026-05-04T10:00:00Z", reading: READING };
  const rest = { acknowledged: null, added: [], removed: [], coming: null, coming_from: null };
  return { ...seen, ...rest, must_acknowledge: true, ...more };
}

function acknowledged(version: number): PolicyView {
  const word = { hash: `sha256:${version}`, locale: "en", at: "2026-05-04T10:00:00Z" };
  const done = { version, ...word, position: 7, on_behalf_of: null };
  return policy(version, { must_acknowledge: false, acknowledged: done });
}

function answer({ url, method }: Asked): Response {
  const now = model.snapshot(model.end);
  const path = new URL(url).pathname.replace("/chat/v1", "");
  if (method !== "GET" && refusal) return refusal();
  if (path === "/policy/acknowledgement")
    return json(200, (view = acknowledged(view.version ?? 0)));
  if (path === "/policy") return json(200, view);
  if (path === "/me") return json(200, now.me);
  if (path === "/conversations") return json(200, { data: now.conversations, next_cursor: null });
  return json(200, { data: [], next_cursor: null, branding: { texts: {} } });
}

beforeEach(async () => {
  world = new World();
  world.luck = 0;
  world.answer = answer;
  refusal = null;
  view = policy(1);
  model = new Model();
  model.act({ do: "create", by: "bob", with: [ME, "carol"], kind: "group" });
  chat = createChat({ base: "/chat" }, world.ports);
  chat.port.languages = ["de-AT", "not a language", "en"];
  void chat.start();
  await world.pass(50);
  world.socket.onopen?.();
  await settle();
  const ready = { type: "ready", epoch: "e", person: ME, heartbeat: 20 };
  world.socket.says({ ...ready, position: chat.state.position });
  await settle();
});

const asked = (): Asked[] => world.asked.filter(({ url }) => url.includes("/v1/policy?"));

async function hear(event: Event): Promise<void> {
  const after = chat.state.position;
  const at = "2026-05-04T10:00:00Z";
  const envelope = { position: after + 1, at, actor: { id: ME, on_behalf_of: null }, event };
  world.socket.says({ type: "events", after, upto: after + 1, events: [envelope] });
  await settle();
}

const decided = (version: number): Event => ({
  type: "policy.decided",
  ...{ version, hash: `sha256:${version}`, needs: version, effective_from: "2026-05-04T10:00:00Z" },
});

test("it is there at once, in the languages of the reader that the server can know", () => {
  expect(chat.state.policy?.version).toBe(1);
  expect(asked()).toHaveLength(1);
  expect(new URL(asked()[0]?.url ?? "").searchParams.getAll("locales")).toEqual(["de-AT", "en"]);
});

test("one's word opens what is not archived, and its own event asks nothing", async () => {
  const info = { archived: false } as never;
  expect(asksFirst(chat.state, info)).toBe(true);
  expect(asksFirst(chat.state, { archived: true } as never)).toBe(false);
  await acknowledgePolicy(chat.port, view);
  const word = world.asked.at(-1);
  expect([word?.method, word?.body]).toEqual([
    "PUT",
    { version: 1, hash: "sha256:1", locale: "en" },
  ]);
  expect(asksFirst(chat.state, info)).toBe(false);
  await hear({ type: "policy.acknowledged", version: 1, hash: "sha256:1", person_id: ME });
  expect(asked()).toHaveLength(1);
});

test("another version, one taken back and a word given elsewhere are asked for", async () => {
  view = policy(2);
  await hear(decided(2));
  expect(chat.state.policy?.version).toBe(2);
  view = acknowledged(2);
  await hear({ type: "policy.acknowledged", version: 2, hash: "sha256:2", person_id: ME });
  expect(chat.state.policy?.must_acknowledge).toBe(false);
  view = { ...view, coming: null };
  await hear({ type: "policy.withdrawn", version: 3 });
  expect(asked()).toHaveLength(4);
});

test("a version with a date is asked for when it has come, however far that is", async () => {
  const from = new Date(world.time + 3 * DAY_MS).toISOString();
  view = { ...acknowledged(1), coming: 2, coming_from: from };
  await hear(decided(2));
  const before = asked().length;
  await world.pass(2 * DAY_MS);
  expect(chat.state.policy?.version).toBe(1);
  expect(asked().length - before).toBe(2);
  view = policy(2);
  await world.pass(DAY_MS);
  expect(chat.state.policy).toMatchObject({ version: 2, must_acknowledge: true });
  const after = asked().length;
  await world.pass(DAY_MS);
  expect(asked()).toHaveLength(after);
});

test("a clock that runs ahead asks again, and not without a pause", async () => {
  const from = new Date(world.time - 1_000).toISOString();
  view = { ...acknowledged(1), coming: 2, coming_from: from };
  await hear(decided(2));
  const before = asked().length;
  await world.pass(60_000);
  expect(asked().length - before).toBe(2);
});

test("a refusal says what was missed: the message stays, and goes after one's word", async () => {
  view = acknowledged(1);
  await hear(decided(1));
  view = policy(2);
  refusal = () => problem(403, "policy_unacknowledged", { version: 2 });
  const [id = ""] = chat.state.order;
  const sent = chat.send(id, "typed with care");
  await settle();
  const pending = (): string | undefined => chat.state.conversations[id]?.pending[0]?.status;
  expect(chat.state.policy).toMatchObject({ version: 2, must_acknowledge: true });
  expect(pending()).toBe("failed");
  const before = asked().length;
  chat.retry(sent);
  await settle();
  expect(asked()).toHaveLength(before);
  refusal = null;
  await acknowledgePolicy(chat.port, view);
  expect(pending()).toBe("failed");
  chat.retry(sent);
  await settle();
  expect(pending()).toBeUndefined();
});

test("a version that is no longer in force is fetched anew, and the refusal is told", async () => {
  const seen = view;
  view = policy(2);
  refusal = () => problem(409, "version_outdated", { version: 2 });
  await expect(acknowledgePolicy(chat.port, seen)).rejects.toThrow("because version_outdated");
  expect(chat.state.policy?.version).toBe(2);
});

test("an answer that comes after a newer one is not heard", async () => {
  const waiting: (() => void)[] = [];
  world.answer = (one) =>
    one.url.includes("/v1/policy?")
      ? new Promise((resolve) => {
          const said = answer(one);
          waiting.push(() => resolve(said));
        })
      : answer(one);
  await hear(decided(1));
  await acknowledgePolicy(chat.port, view);
  waiting.forEach((run) => run());
  await settle();
  expect(chat.state.policy?.must_acknowledge).toBe(false);
});

test("other languages are asked for once", async () => {
  await wantPolicy(chat.port);
  expect(asked()).toHaveLength(1);
  chat.port.languages = ["fr"];
  await wantPolicy(chat.port);
  await wantPolicy(chat.port);
  expect(asked()).toHaveLength(2);
});
