/** What a trial of a policy counts, in the gallery and in tests. */
export { RULED } from "./ruled.ts";
import type { PolicyTrial, Retention, RetentionTrial } from "../src/generated/wire.ts";

const DAY = 86_400_000;

export const GOES: Retention[] = [
  { id: "chatter", maximum: "P1Y", disposition: "erase", basis: "Data economy" },
];

export function tried(version: number, now = Date.now()): PolicyTrial {
  const days = Array.from({ length: 31 }, (_, at) => ({
    day: new Date(now - (30 - at) * DAY).toISOString().slice(0, 10),
    looked_at: at % 7 > 4 ? 20 : 180 + 10 * ((at * 7) % 11),
    found: at % 7 > 4 ? 0 : 5 * ((at * 3) % 6),
  }));
  const sum = (of: "looked_at" | "found"): number => days.reduce((all, one) => all + one[of], 0);
  return {
    version,
    hash: `sha256:${"a".repeat(64)}`,
    base: 2,
    since: new Date(now - 30 * DAY).toISOString(),
    looked_at: sum("looked_at"),
    complete: true,
    found: sum("found"),
    found_now: 40,
    stopped: 25,
    stopped_now: 0,
    triggers: [
      {
        trigger: "off-channel",
        kind: "lexicon",
        action: "hold",
        counted: true,
        messages: 25,
        now: null,
        unjudged: false,
      },
      {
        trigger: "cards",
        kind: "detector",
        action: "mask",
        counted: true,
        messages: 45,
        now: 40,
        unjudged: false,
      },
      {
        trigger: "new-words",
        kind: "lexicon",
        action: "flag",
        counted: true,
        messages: 5_000,
        now: null,
        unjudged: true,
      },
      {
        trigger: "report",
        kind: "user_report",
        action: null,
        counted: false,
        messages: null,
        now: null,
        unjudged: false,
      },
    ],
    days,
  };
}

export function going(version: number): RetentionTrial {
  return {
    version,
    hash: `sha256:${"a".repeat(64)}`,
    at: "2026-03-02T09:00:00Z",
    messages: 48210,
    erase: 1204,
    ask: 310,
    held: 96,
    kept: 2200,
    complete: true,
    rules: [
      { rule: "chatter", maximum: "P1Y", disposition: "erase", goes: 1204, held: 96, kept: 0 },
      { rule: "deals", maximum: "P7Y", disposition: "ask", goes: 310, held: 0, kept: 2200 },
    ],
  };
}
