import { expect, test } from "vitest";

import { GRANTS } from "../../../gallery/portal.ts";
import type { Grant } from "../../generated/wire.ts";
import { covers, eyesOf, fieldOf, grantOf, itemOf, momentOf } from "./eyes.ts";

const EYES = {
  grant: "grt_1",
  conversation: "cnv_2",
  viewer: "a/b%c",
  at: "2026-03-02T09:30:00.000001Z",
};

test("an address says exactly whose eyes, where and when", () => {
  expect(eyesOf(itemOf(EYES))).toEqual(EYES);
  expect(grantOf(itemOf(EYES))).toBe("grt_1");
});

test("what names no moment leads to a grant alone, or nowhere", () => {
  for (const item of ["grt_1", "grt_1/cnv_2", "grt_1/cnv_2/bob/soon"]) {
    expect(eyesOf(item)).toBeNull();
    expect(grantOf(item)).toBe(item);
  }
  expect(grantOf(null)).toBeNull();
});

test("a field of date and time names the second that it was made of", () => {
  const at = "2026-07-02T09:30:05.123Z";
  expect(momentOf(fieldOf(at))).toBe("2026-07-02T09:30:05.000Z");
  expect([fieldOf(""), momentOf(""), momentOf("soon")]).toEqual(["", "", ""]);
});

const OPEN = GRANTS.find(({ state }) => state === "open") as Grant;
const [PLACE = ""] = OPEN.scope.conversations ?? [];
const NOW = Date.parse(OPEN.opened_at ?? "");
const THERE = { conversation: PLACE, viewer: "ben", at: new Date(NOW - 60_000).toISOString() };

test.each([
  ["what it opens", OPEN, THERE, true],
  ["another conversation", OPEN, { ...THERE, conversation: "cnv_9" }, false],
  ["somebody else's words", OPEN, { ...THERE, viewer: "dana" }, false],
  ["before its dates", OPEN, { ...THERE, at: "2020-01-01T00:00:00Z" }, false],
  ["after its dates", OPEN, { ...THERE, at: OPEN.opened_at ?? "" }, false],
  ["one that was closed", { ...OPEN, state: "closed" as const }, THERE, false],
  ["one that is over", { ...OPEN, expires_at: OPEN.opened_at }, THERE, false],
  ["wherever they wrote", { ...OPEN, scope: { people: ["ben"] } }, THERE, false],
])("a grant covers %s: it does so or not", (_, grant, sought, does) => {
  expect(covers(grant as Grant, sought, NOW)).toBe(does);
});
