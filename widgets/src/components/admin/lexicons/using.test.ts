import { expect, test } from "vitest";

import type { Speech } from "../../../base/speech.ts";
import type { PolicyDocument } from "../../../generated/wire.ts";
import { useOf } from "./using.ts";

test("a list is for what the policy in force does with it", () => {
  const t = ((key: string) => key) as Speech["t"];
  const of = (
    triggers: NonNullable<PolicyDocument["triggers"]>,
    purpose: "supervision" | "advice",
  ): string => useOf({ name: "exit", purpose }, { triggers, texts: {} }, { t } as Speech);
  const rule = { id: "a", kind: "lexicon", lexicon: "exit" } as const;
  expect(of([{ ...rule, action: "hold" }], "supervision")).toBe("lexicons.does.hold");
  expect(of([rule, { ...rule, id: "b", action: "block" }], "supervision")).toBe(
    "lexicons.does.block, lexicons.does.flag",
  );
  expect(of([{ ...rule, lexicon: "other" }], "supervision")).toBe("lexicons.unused");
  expect(of([rule], "advice")).toBe("lexicons.purpose_advice");
});
