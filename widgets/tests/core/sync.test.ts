import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createChat } from "../../src/core/chat.ts";
import type { ChatStore } from "../../src/core/types.ts";
import type { Message } from "../../src/generated/wire.ts";
import { arbitraryAction } from "./actions.ts";
import { json, problem, settle, World, type Asked } from "./clock.ts";
import { ME, Model, type Action } from "./model.ts";
import { show, type Snapshot } from "./replay.ts";

type Step =
  { step: "act"; action: Action } | { step: "frame" | "answer" | "open" | "lose" | "resync" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: arbitraryAction.map((action) => ({ step: "act" as const, action })) },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(...(["frame", "frame", "answer", "answer", "open", "lose", "resync"] as const))
      .map((step) => ({ step })),
  },
);

/** The model behind doors: answers show the moment of the question and come whenever they come. */
class Behind {
  readonly world = new World();
  readonly model = new Model();
  readonly chat: ChatStore;
  #waiting: (() => void)[] = [];
  #told = -1;
  #spoken = 0;

  constructor() {
    this.world.luck = 0;
    this.world.answer = (asked) => this.#later(asked);
    this.chat = createChat({ base: "/chat" }, this.world.ports);
    this.model.act({ do: "create", by: "bob", with: [ME, "carol"], kind: "group" });
    void this.chat.start();
  }

  async take(one: Step): Promise<void> {
    if (one.step === "act") this.model.act(one.action);
    else this.#steps[one.step]();
    await settle();
    this.#greet();
    await this.world.pass(20);
  }

  readonly #steps = {
    frame: () => this.#frame(),
    answer: () => this.#waiting.shift()?.(),
    open: () => this.#open(),
    lose: () => this.world.sockets.at(-1)?.ends(1006),
    resync: () => this.#resync(),
  };

  /** Let everything arrive. */
  async end(): Promise<void> {
    for (let quiet = 0; quiet < 4;) {
      const before = this.chat.state;
      while (this.#waiting.length > 0) {
        this.#waiting.shift()?.();
        await settle();
      }
      this.#greet();
      this.#frame();
      await this.world.pass(700);
      quiet = before === this.chat.state && this.#waiting.length === 0 ? quiet + 1 : 0;
    }
  }

  /** A socket that was opened says hello and is told what it missed. */
  #greet(): void {
    const { sockets } = this.world;
    const socket = sockets.at(-1);
    if (!socket || this.#spoken === sockets.length) return;
    if (socket.sent.length === 0) return socket.onopen?.();
    this.#spoken = sockets.length;
    this.#told = Number(socket.sent[0]?.["after"]);
    socket.says({ type: "ready", epoch: "e", position: this.#told, person: ME, heartbeat: 20 });
  }

  #frame(): void {
    const { end } = this.model;
    if (this.#spoken < this.world.sockets.length || this.world.sockets.length === 0) return;
    if (end <= this.#told) return;
    const events = this.model.seen(this.#told, end);
    this.world.socket.says({ type: "events", after: this.#told, upto: end, events });
    this.#told = end;
  }

  #resync(): void {
    if (this.#spoken < this.world.sockets.length || this.world.sockets.length === 0) return;
    this.#told = this.model.end;
    this.world.socket.says({ type: "resync", epoch: "e", position: this.#told });
  }

  #open(): void {
    const id = this.chat.state.order[0];
    if (id) this.chat.openConversation(id).catch(() => undefined);
  }

  #later(asked: Asked): Promise<Response> {
    const answer = this.#answer(asked);
    return new Promise((resolve) => this.#waiting.push(() => resolve(answer)));
  }

  #answer({ url }: Asked): Response {
    const now = this.model.snapshot(this.model.end);
    const { pathname, searchParams } = new URL(url);
    const [, , , what = "", id, part] = pathname.split("/");
    if (what === "messages") return message(now, id);
    if (what === "threads") return thread(now, id ?? "", searchParams.get("conversation_id"));
    if (id !== undefined) return one(now, id, part, searchParams.get("around"));
    const answers: Record<string, unknown> = {
      me: now.me,
      branding: { branding: { texts: {} } },
      people: { data: [], next_cursor: null },
      conversations: { data: now.conversations, next_cursor: null },
    };
    return json(200, answers[what]);
  }
}

/** The answer about one message. */
function message(now: Snapshot, id: string | undefined): Response {
  const found = Object.values(now.messages ?? {}).flatMap((page) => page);
  const known = found.find((one) => one.id === id);
  return known ? json(200, known) : problem(404, "not_found");
}

/** The answer about one thread, or one's marks in all of them. */
function thread(now: Snapshot, id: string, conversation: string | null): Response {
  const all = (now.marks ?? []).filter(
    (mark) => (conversation ?? mark.conversation_id) === mark.conversation_id,
  );
  if (id === "marks") return json(200, { data: all, next_cursor: null });
  const root = Object.values(now.messages ?? {})
    .flat()
    .find((message) => message.id === id);
  return root ? json(200, { root }) : problem(404, "not_found");
}

/** The answer about one conversation. */
function one(now: Snapshot, id: string, part: string | undefined, around: string | null): Response {
  const info = now.conversations.find((conversation) => conversation.id === id);
  if (!info) return problem(404, "not_found");
  if (part === undefined) return json(200, info);
  if (part === "members") return json(200, { data: now.members?.[id], next_cursor: null });
  const page = pageOf(now.messages?.[id] ?? [], around === null ? null : Number(around));
  return json(200, { data: page, next_cursor: null });
}

/** `messages` are newest first, as in answers; none of these histories is longer than a page. */
function pageOf(messages: readonly Message[], around: number | null): Message[] {
  if (around === null) return messages.slice(0, 50);
  const older = messages.filter(({ position }) => (position ?? -1) <= around).slice(0, 30);
  const newer = messages.filter(({ position }) => (position ?? -1) > around);
  return [...newer.slice(-(60 - older.length)), ...older];
}

describe("whatever is slow, lost or done at the same time", () => {
  test("what is shown in the end is what the server would show", async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 40 }), async (live, steps) => {
        const behind = new Behind();
        if (live) await behind.end();
        for (const one of steps) await behind.take(one);
        await behind.end();
        compare(behind);
        behind.chat.stop();
      }),
      { numRuns: 300 },
    );
  });
});

function compare({ chat: { state }, model }: Behind): void {
  const end = model.snapshot(model.end);
  const shown = show(state, end);
  expect(shown.me).toEqual(end.me);
  expect(shown.conversations).toEqual(end.conversations);
  for (const [id, { timeline }] of Object.entries(state.conversations)) {
    if (!timeline) continue;
    expect([id, shown.messages?.[id]]).toEqual([id, end.messages?.[id]]);
    expect([id, shown.members?.[id]]).toEqual([id, sorted(end.members?.[id])]);
  }
}

function sorted<T extends { person_id: string }>(members: readonly T[] = []): T[] {
  return [...members].sort((a, b) => (a.person_id < b.person_id ? -1 : 1));
}
