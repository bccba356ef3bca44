/** Slow mode counts down for who sees it, and says by itself only when a wait begins and ends. */
import { afterEach, expect, test, vi } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { expectAccessible, find, mount } from "../../../tests/support/mount.ts";
import { parseProblem } from "../../core/problems.ts";
import type { ConversationState, PendingMessage, Timeline } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import { OnrecordPace } from "./pace.component.ts";
import { clock, waitOf } from "./until.ts";

OnrecordPace.define("onrecord-pace");

const NOW = Date.parse("2026-11-27T09:00:00Z");

const { state } = new FixtureStore();
const KNOWN = Object.values(state.conversations).find(({ timeline }) => timeline?.messages.length);
if (!KNOWN?.timeline) throw new Error("the gallery has a conversation with messages");
const { info, timeline } = KNOWN;
const [first] = timeline.messages as [Message];

/** A conversation with slow mode where one wrote so many seconds ago, or not, and was refused. */
function place(ago: number | null, pending: readonly PendingMessage[] = []): ConversationState {
  const created_at = new Date(NOW - (ago ?? 0) * 1000).toISOString();
  const mine: Message = { ...first, author: "me", on_behalf_of: null, created_at };
  return {
    ...(KNOWN as ConversationState),
    info: { ...info, slow_seconds: 90, slow_until: null, role: "member" },
    timeline: { ...timeline, messages: ago === null ? [] : [mine] } as Timeline,
    pending,
  };
}

function refused(retry_after: number): PendingMessage {
  const problem = parseProblem(429, { code: "slow_mode", retry_after });
  const what = { clientId: "c1", conversationId: info.id, text: "Hello", replyTo: null };
  return { ...what, options: {}, createdAt: first.created_at, status: "queued", problem };
}

/** The clock stands still once it is there. */
async function show(at: ConversationState): Promise<OnrecordPace> {
  const element = new OnrecordPace();
  await mount(element, { me: "me" }, { width: 360, height: 60 });
  vi.useFakeTimers({ now: NOW, toFake: ["Date", "setTimeout", "clearTimeout"] });
  element.at = at;
  await element.updateComplete;
  return element;
}

const said = (element: OnrecordPace): string[] =>
  ["[role=timer]", "[role=status]"].map((one) => find(element, one).textContent ?? "");

afterEach(() => void vi.useRealTimers());

test.each([
  [5, "0:05"],
  [245, "4:05"],
  [3_845, "1:04:05"],
])("%d seconds are %s", (seconds, text) => expect(clock(seconds)).toBe(text));

test("the server's word counts before what was written last, and a clock that is ahead adds nothing", () => {
  expect(waitOf(place(30), "me", NOW)?.ends).toBe(NOW + 60_000);
  expect(waitOf(place(-900), "me", NOW)?.ends).toBe(NOW + 90_000);
  expect(waitOf(place(30, [refused(12)]), "me", NOW)?.ends).toBe(NOW + 12_000);
  expect(waitOf(place(30), "somebody", NOW)).toBeNull();
});

test("it counts down, and is heard twice", async () => {
  const pace = await show(place(88));
  const begins = "Slow mode: your next message goes out in 2 seconds";
  expect(said(pace)).toEqual([begins, begins]);
  vi.advanceTimersByTime(1_000);
  await pace.updateComplete;
  expect(said(pace)).toEqual(["Slow mode: your next message goes out in 1 second", begins]);
  vi.advanceTimersByTime(1_000);
  await pace.updateComplete;
  const rule = "Slow mode: one message every 90 seconds";
  expect(said(pace)).toEqual([rule, "You can write again."]);
  pace.at = place(null, [refused(65)]);
  await pace.updateComplete;
  expect(said(pace)[0]).toBe("Slow mode: your next message goes out in 1:05");
  vi.useRealTimers();
  await expectAccessible(pace);
});

test("who has not written a while hears nothing", async () => {
  const pace = await show(place(3_600));
  expect(said(pace)).toEqual(["Slow mode: one message every 90 seconds", ""]);
});
