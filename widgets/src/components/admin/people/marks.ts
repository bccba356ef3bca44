/** How it is with somebody, in one word each. Pure. */
import type { TemplateResult } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Freeze, PersonStanding, PolicyDocument } from "../../../generated/wire.ts";
import { plain, reasonKey, ruleName } from "../naming.ts";
import { badge } from "../parts.ts";

export const REASONS = [
  "harassment",
  "threat",
  "discrimination",
  "confidential",
  "fraud",
  "spam",
  "other",
] as const;

export function marks(
  { person, freeze, must_acknowledge: owes }: PersonStanding,
  { t }: Speech,
): TemplateResult[] {
  const found: TemplateResult[] = [];
  if (person.status === "deactivated") found.push(badge("plain", t("people.mark_left")));
  if (freeze) found.push(badge("bad", t("people.mark_frozen")));
  if (owes) found.push(badge("waits", t("people.mark_unacknowledged")));
  return found;
}

/** By which rule somebody is frozen, or for which reason a person gave. */
export function whyFrozen(
  { trigger, reason_code: code }: Freeze,
  document: PolicyDocument | null | undefined,
  speech: Speech,
): string {
  if (trigger) return ruleName(trigger, document, speech);
  const known = REASONS.find((one) => one === code);
  return known ? speech.t(reasonKey(known)) : plain(code ?? "");
}
