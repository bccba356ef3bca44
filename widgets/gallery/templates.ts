/** A tenant's own words for notices. */
import { RefusalError, parseProblem } from "../src/core/problems.ts";
import type { NoticeTemplate, NoticeTemplateKind, PutTemplate } from "../src/generated/wire.ts";

const COMMON = ["rule", "policy_version", "at", "product"] as const;

export const TEMPLATE_KINDS: NoticeTemplateKind[] = [
  ...(["held", "remove"] as const).map((kind) => ({
    kind,
    placeholders: [...COMMON, "appeal_until" as const],
    required: ["appeal_until" as const],
  })),
  { kind: "release", placeholders: [...COMMON], required: [] },
];

export const TEMPLATES: readonly NoticeTemplate[] = [
  templateOf({
    kind: "held",
    locale: "en",
    text: "{product} looks at this first, by the rule {rule}.\nAsk Legal until {appeal_until}.",
  }),
];

/** What the server makes of it; of its refusals the one for unknown braces. */
export function templateOf({ kind, locale, text }: PutTemplate): NoticeTemplate {
  if (text.includes("{who}")) {
    const detail = "At character 4: there is no {who} here; there is {rule}.";
    throw new RefusalError(parseProblem(422, { detail, errors: [{ pointer: "/text", detail }] }));
  }
  const hash = `sha256:${"5".repeat(64)}`;
  return { kind, locale, text, version: 1, hash, author: "ana", at: "2026-05-01T10:00:00Z" };
}
