import { expect, test } from "vitest";

import type { Port } from "../../src/core/port.ts";
import { textingOf } from "../../src/core/texting/texting.ts";
import { texting } from "../../src/core/texting/feature.ts";
import type { SmsText } from "../../src/generated/wire.ts";

const TALK = "cnv_1";

interface Played {
  readonly port: Port;
  readonly asked: string[];
  /** Let what was put off run, with how long it was to wait. */
  run(): Promise<number[]>;
}

function play(answers: Record<string, unknown>): Played {
  const asked: string[] = [];
  const later: (readonly [number, () => void])[] = [];
  const port = {
    call: (op: string) => {
      asked.push(op);
      return Promise.resolve(answers[op]);
    },
    after: (wait: number, run: () => void) => {
      later.push([wait, run]);
      return () => undefined;
    },
    leaving: new AbortController().signal,
    now: () => 0,
  } as unknown as Port;
  const run = async (): Promise<number[]> => {
    const due = later.splice(0);
    for (const [, go] of due) go();
    await settled();
    return due.map(([wait]) => wait);
  };
  return { port, asked, run };
}

async function settled(): Promise<void> {
  for (let round = 0; round < 6; round += 1) await Promise.resolve();
}

const TEXT = {
  ...{ id: "smt_1", message_id: "msg_1", conversation_id: TALK, state: "queued", reason: null },
  ...{ segments: 1, tries: 0, next_at: null, ended_at: null },
} as SmsText;
const STANDING = {
  ...{ conversation_id: TALK, goes: true, reason: null, until: null, cover_until: null },
  sender: { daily_cap: null },
};

function answers(more: object = {}): Record<string, unknown> {
  return {
    "sms.standing": { ...STANDING, ...more },
    "sms.texts": { data: [TEXT], next_cursor: null },
  };
}

test("what is looked at is asked for once, and a text moves without asking", async () => {
  const { port, asked } = play(answers());
  const looking = textingOf(port);
  looking.want(TALK);
  looking.want(TALK);
  await settled();
  expect(asked).toEqual(["sms.standing", "sms.texts"]);
  let told = 0;
  looking.subscribe(() => (told += 1));
  texting.happened?.(port, [
    {
      event: {
        ...{ type: "sms.moved", conversation_id: TALK, message_id: "msg_1" },
        ...{ state: "delivered", reason: null },
      },
    } as never,
  ]);
  expect(looking.of(TALK).texts.get("msg_1")?.state).toBe("delivered");
  expect([told, asked.length]).toEqual([1, 2]);
});

test("when consent moves, one asks again, and a burst asks once", async () => {
  const { port, asked, run } = play(answers());
  const looking = textingOf(port);
  looking.want(TALK);
  await settled();
  for (const kind of ["opt_out", "confirmation", "resubscription"] as const)
    looking.heard({ type: "sms.standing_moved", conversation_id: TALK, kind });
  looking.heard({ type: "sms.standing_moved", conversation_id: "cnv_2", kind: "opt_out" });
  await run();
  expect(asked).toEqual(["sms.standing", "sms.texts", "sms.standing"]);
});

test("when what holds texts back passes by itself, one asks again", async () => {
  const until = new Date(60_000).toISOString();
  const { port, asked, run } = play(answers({ goes: false, reason: "quiet_hours", until }));
  textingOf(port).want(TALK);
  await settled();
  expect(await run()).toEqual([60_250]);
  expect(asked).toEqual(["sms.standing", "sms.texts", "sms.standing"]);
});

test("a text that is not on the first page is looked for on the next", async () => {
  const { port, asked } = play({
    ...answers(),
    "sms.texts": { data: [TEXT], next_cursor: "more" },
  });
  const looking = textingOf(port);
  looking.want(TALK);
  await settled();
  looking.wantText(TALK, "msg_1");
  await settled();
  expect(asked).toHaveLength(2);
  looking.wantText(TALK, "msg_9");
  await settled();
  expect(asked).toEqual(["sms.standing", "sms.texts", "sms.texts"]);
});
