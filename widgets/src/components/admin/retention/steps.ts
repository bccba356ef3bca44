/** Who may do what about what a rule asks. Pure. */
import type { Step } from "../../../core/oversight/retention.ts";
import type { RetentionAsk } from "../../../generated/wire.ts";
import type { Rights } from "../rights.ts";

/** What somebody may do about it as it stands; who answered does not approve. */
export function stepsOf(one: RetentionAsk, rights: Rights): readonly Step[] {
  if (one.state === "open") return rights.handles ? ["erase", "keep"] : [];
  if (!rights.approves) return [];
  if (one.state === "kept") return ["reopen"];
  if (one.state !== "proposed") return [];
  return one.answered_by === rights.me ? ["reopen"] : ["approve", "reopen"];
}
