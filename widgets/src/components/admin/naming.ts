/** What programs call duties, acts and rules, in the words of who reads it. Pure. */
import { dutyWords, isDuty } from "../../base/duties.ts";
import type { Speech, TextKey } from "../../base/speech.ts";
import type { PolicyDocument, ReasonCode } from "../../generated/wire.ts";
import { type Act, type Rights, type Trigger, isRequested, reviews } from "./rights.ts";

/** A name for programs as one reads it: `Market abuse`, of `market-abuse`. */
export function plain(name: string): string {
  return opened(name.replaceAll(/[_-]+/g, " ").trim());
}

/** Words as they begin a line. */
export function opened(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** A key that ends with a category of plurals would be one of its forms. */
export function reasonKey(code: ReasonCode): TextKey {
  return code === "other" ? "case.reason.something" : `case.reason.${code}`;
}

/** A duty where it stands alone. */
export function dutyName(name: string, speech: Speech): string {
  return plain(dutyWords(name, speech));
}

/** The roles of somebody that are duties: those that onrecord knows, and those that the policy names. */
export function dutiesOf(
  roles: readonly string[],
  document: PolicyDocument | null | undefined,
): readonly string[] {
  const named = (document?.reviewers ?? []).map(({ duty }) => duty);
  return roles.filter((one) => isDuty(one) || named.includes(one));
}

const STANDING = ["writes", "approves", "audits", "reaches", "holds", "brands", "manages"] as const;

/** What somebody may by their duties, whatever the policy lets them do besides. */
export function standingWords(rights: Rights, { t }: Speech): string[] {
  return STANDING.filter((one) => rights[one]).map((one) => t(`act.${one}`));
}

/** What the policy in force lets somebody do, each thing in a few words. */
export function mayWords(rights: Rights, { t }: Speech): string[] {
  const others = [...rights.acts].filter((one): one is Exclude<Act, "open"> => one !== "open");
  const opened = [
    reviews(rights) ? t("act.open") : "",
    rights.opens.some(isRequested) ? t("act.open_asked") : "",
  ];
  return [...opened.filter(Boolean), ...others.map((one) => t(`act.${one}`))];
}

/** What stands for a rule where somebody decided by hand. */
const BY_HAND = "by_hand";

/** What a rule looks for; its own name beside it where another rule looks for the same. */
export function ruleName(
  id: string,
  document: PolicyDocument | null | undefined,
  speech: Speech,
): string {
  const all = document?.triggers ?? [];
  const rule = all.find((one) => one.id === id);
  if (!rule) return id === BY_HAND ? speech.t("rule.by_hand") : plain(id);
  const said = looksFor(rule, speech);
  const alone = all.every((one) => one === rule || looksFor(one, speech) !== said);
  return alone || sameWords(said, plain(id)) ? said : `${said} (${plain(id)})`;
}

function sameWords(one: string, other: string): boolean {
  return one.toLocaleLowerCase() === other.toLocaleLowerCase();
}

function looksFor(rule: Trigger, { t }: Speech): string {
  switch (rule.kind) {
    case "lexicon":
      return t("rule.lexicon", { name: plain(rule.lexicon) });
    case "classifier":
      return t("rule.classifier", { name: plain(rule.classifier) });
    case "detector":
      return t("rule.detector", { name: plain(rule.id ?? "") });
    case undefined:
      return plain((rule as { id?: string }).id ?? "");
    default:
      return t(`rule.${rule.kind}`);
  }
}

/** A language in the words of the reader's. */
export function languageName(code: string, { lang }: Speech): string {
  return new Intl.DisplayNames(lang, { type: "language" }).of(code) ?? code;
}

/** The title of a policy in the reader's language, where it has one. */
export function policyTitle(
  { document, title }: { readonly document: PolicyDocument; readonly title: string },
  { lang }: Speech,
): string {
  return document.texts[lang]?.title ?? title;
}
