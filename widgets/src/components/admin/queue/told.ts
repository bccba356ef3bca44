/** What happened to a case, in the words of who reads it: the record names it for programs. Pure. */
import type { Speech } from "../../../base/speech.ts";
import type { CaseEntry } from "../../../generated/wire.ts";
import { reasonKey } from "../naming.ts";
import { REASONS } from "../people/marks.ts";

const TOLD = [
  "case.queued",
  "case.opened",
  "case.assigned",
  "case.noted",
  "case.escalated",
  "case.asked",
  "case.approved",
  "case.denied",
  "case.widened",
  "case.revealed",
  "case.decided",
  "case.appealed",
  "case.hidden",
  "case.closed",
  "disclosure.made",
  "freeze.decided",
  "message.flagged",
  "message.held",
  "message.blocked",
  "appeal.made",
  "notice.made",
] as const;
const SERVICE = "service:";
const HOUSE = "service:oversight";

export function toldOf({ type, said }: CaseEntry, { t }: Speech): string {
  const known = TOLD.find((one) => one === type);
  return known ? t(`case.told.${known}`) : said;
}

/** Who did it, or what: who appealed is named nowhere, and what the house did it did by the policy. */
export function toldBy(
  { by, type }: CaseEntry,
  { t }: Speech,
  who: (id: string) => string,
): string {
  if (!by.startsWith(SERVICE)) return who(by);
  if (type === "case.appealed" || type === "appeal.made") return t("case.by.author");
  if (by !== HOUSE) return t("case.by.service", { name: by.slice(SERVICE.length) });
  return t(type === "case.hidden" ? "case.by.reports" : "case.by.policy");
}

/** Why somebody was frozen by hand begins with a reason for programs. */
export function whyDecided(rationale: string, source: string, { t }: Speech): string {
  if (source !== "freeze") return rationale;
  const [code = "", ...said] = rationale.split(": ");
  const known = REASONS.find((one) => one === code);
  return known ? [t(reasonKey(known)), ...said].join(": ") : rationale;
}
