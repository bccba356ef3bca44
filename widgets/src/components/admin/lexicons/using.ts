/** What becomes of what a list of words finds, by the policy in force. Pure. */
import type { Speech } from "../../../base/speech.ts";
import type { FoundAction, PolicyDocument } from "../../../generated/wire.ts";

/** From what hinders least to what hinders most, as the policy's own model has them. */
const ACTIONS: readonly FoundAction[] = ["flag", "mask", "hold", "block"];

/** What the rules that look for a list do, the one that hinders most first. */
export function doneWith(name: string, document: PolicyDocument): readonly FoundAction[] {
  const rules = (document.triggers ?? []).filter(
    (one) => one.kind === "lexicon" && one.lexicon === name,
  );
  const done = new Set(rules.map((one) => ("action" in one && one.action) || "flag"));
  return ACTIONS.filter((one) => done.has(one)).reverse();
}

/** What a list is for, in words: of one for the policy, what the policy in force does with it. */
export function useOf(
  { name, purpose }: { readonly name: string; readonly purpose: "supervision" | "advice" },
  document: PolicyDocument | undefined,
  { t }: Speech,
): string {
  if (purpose === "advice" || !document) return t(`lexicons.purpose_${purpose}`);
  const done = doneWith(name, document).map((one) => t(`lexicons.does.${one}`));
  return done.join(", ") || t("lexicons.unused");
}
