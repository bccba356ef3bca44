/** What a version says, in the sentences that people read: what is new of it, and what is gone. Pure. */
import type { PolicyReading, PolicyView } from "../../../generated/wire.ts";

function linesOf(reading: PolicyReading | null): string[] {
  return (reading?.sections ?? []).flatMap(({ lines }) => lines);
}

/** The sentences that are new, and those that are gone. */
export function sentences(
  before: PolicyReading | null,
  after: PolicyReading | null,
): { readonly added: string[]; readonly removed: string[] } {
  const [was, now] = [linesOf(before), linesOf(after)];
  return {
    added: now.filter((line) => !was.includes(line)),
    removed: was.filter((line) => !now.includes(line)),
  };
}

/** A version as people will read it, with what is new marked. */
export function viewOf(
  version: number,
  reading: PolicyReading | null,
  before: PolicyReading | null,
  base: number | null,
): PolicyView {
  const since = base === null || !before ? null : base;
  const word = { hash: "", locale: "en", at: "", position: null, on_behalf_of: null };
  return {
    version,
    hash: null,
    effective_from: null,
    reading,
    must_acknowledge: false,
    acknowledged: since === null ? null : { version: since, ...word },
    ...(since === null ? { added: [], removed: [] } : sentences(before, reading)),
    coming: null,
    coming_from: null,
  };
}
