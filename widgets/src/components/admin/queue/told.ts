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
] as const;
const SERVICE = "service:";

export function toldOf({ type, said }: CaseEntry, { t }: Speech): string {
  const known = TOLD.find((one) => one === type);
  return known ? t(`case.told.${known}`) : said;
}

/** Who did it; what a program did was nobody's doing. */
export function toldBy({ by }: CaseEntry, { t }: Speech, who: (id: string) => string): string {
  return by.startsWith(SERVICE) ? t("case.by_itself") : who(by);
}

/** Why somebody was frozen by hand begins with a reason for programs. */
export function whyDecided(rationale: string, source: string, { t }: Speech): string {
  if (source !== "freeze") return rationale;
  const [code = "", ...said] = rationale.split(": ");
  const known = REASONS.find((one) => one === code);
  return known ? [t(reasonKey(known)), ...said].join(": ") : rationale;
}
