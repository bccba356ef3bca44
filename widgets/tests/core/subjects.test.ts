import { describe, expect, test } from "vitest";

import { initialState } from "../../src/core/selectors.ts";
import { subjectsIn } from "../../src/core/subjects/actions.ts";
import { withCard } from "../../src/core/subjects/reducers.ts";
import type { SubjectCard } from "../../src/generated/wire.ts";

const card = (version: number): SubjectCard => ({
  subject: "order:1",
  title: `Order 1, version ${version}`,
  state: "",
  tone: "neutral",
  link: null,
  fields: [],
  actions: [],
  visible: "members",
  version,
  updated_at: "2026-01-02T03:04:05.000000Z",
});

describe("subjects in a text", () => {
  test.each([
    ["see order:1234.", ["order:1234"]],
    ["order:1, order:2; (order:1)", ["order:1", "order:2"]],
    ["case:A-7/2026:b", ["case:A-7/2026:b"]],
    ["at 10:30, in https://x.example/a:1 or a:b", []],
    ["mail:me@example.com", []],
    ["note: this", []],
    ["**order:9**", ["order:9"]],
  ])("%s", (text, found) => {
    expect(subjectsIn(text)).toEqual(found);
  });
});

test("an older card never replaces a newer one, and none to be seen replaces any", () => {
  const newest = withCard(initialState(), "order:1", card(2));
  expect(withCard(newest, "order:1", card(1))).toBe(newest);
  expect(withCard(newest, "order:1", null).subjects["order:1"]).toBeNull();
});
