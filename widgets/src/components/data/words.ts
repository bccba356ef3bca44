/** How requests are put into words, for who asks and for who answers. Pure. */
import type { Speech, TextKey } from "../../base/speech.ts";
import type { DataRequest, DataRequestKind, KeptGroup } from "../../generated/wire.ts";

const DAY_MS = 86_400_000;

export const KINDS: readonly DataRequestKind[] = ["access", "correction", "restriction", "erasure"];

/** Kinds by which something goes or is out of sight: two people decide. */
export function destroys({ kind }: Pick<DataRequest, "kind">): boolean {
  return kind === "erasure" || kind === "restriction";
}

/** Whether there is something to decide still. */
export function isOpen({ state }: Pick<DataRequest, "state">): boolean {
  return state === "received" || state === "identified" || state === "weighed";
}

/** Whether the person may take it back. */
export function mayWithdraw(one: Pick<DataRequest, "state">): boolean {
  return isOpen(one) || one.state === "approved";
}

/** How many days are left to answer; below zero where it is late. */
export function daysLeft({ due_at: due }: DataRequest, now: number): number {
  return Math.ceil((Date.parse(due) - now) / DAY_MS);
}

/** Until when it is answered, in a few words; null where it was. */
export function dueWords(one: DataRequest, { t, date }: Speech, now: number): string | null {
  if (!isOpen(one)) return null;
  const count = daysLeft(one, now);
  if (one.overdue || count < 0) return t("data.overdue", { date: date(one.due_at) });
  return t("data.days_left", { count, date: date(one.due_at) });
}

/** What stays for one reason, in a sentence. */
export function keptWords(one: KeptGroup, { t, date }: Speech): string {
  const { count, basis, rule, until } = one;
  const named = basis ?? rule;
  if (one.because === "hold" || one.because === "case")
    return t(`data.kept_${one.because}`, { count });
  if (one.because === "duty" || !named) return t("data.kept_duty", { count });
  if (until === null) return t("data.kept_rule", { count, basis: named });
  return t("data.kept_until", { count, basis: named, date: date(until) });
}

/** What came of it, or what comes next, in a sentence. */
export function stands(one: DataRequest, speech: Speech): string {
  const { state, erased, left } = one;
  if (state === "approved" || (state === "done" && destroys(one)))
    return speech.t(`data.${state}_${one.kind}` as TextKey, { count: erased, left });
  if (state === "done" && one.archive) return speech.t("data.done_access");
  if (state === "refused" && one.until)
    return speech.t("data.refused_until", { date: speech.date(one.until) });
  return speech.t(`data.stands.${state}`);
}
