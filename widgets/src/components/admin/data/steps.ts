/** Who may do what about a request. Pure. */
import type { Step } from "../../../core/oversight/data_requests.ts";
import type { DataRequest } from "../../../generated/wire.ts";
import { destroys, isOpen } from "../../data/words.ts";
import type { Rights } from "../rights.ts";

/** What somebody may do about a request as it stands. */
export function stepsOf(one: DataRequest, rights: Rights): readonly Step[] {
  if (one.person_id === rights.me) return [];
  if (!isOpen(one)) return lifting(one, rights);
  if (!rights.handles) return approving(one, rights);
  const later: Step[] = one.extended === null ? ["extend", "refuse"] : ["refuse"];
  return [...next(one, rights), ...later];
}

function lifting({ kind, state }: DataRequest, { handles }: Rights): readonly Step[] {
  return handles && kind === "restriction" && state === "done" ? ["lift"] : [];
}

/** Who has weighed does not approve. */
function approving({ state, weighed_by: by }: DataRequest, rights: Rights): readonly Step[] {
  return rights.approves && state === "weighed" && by !== rights.me ? ["approve"] : [];
}

function next(one: DataRequest, rights: Rights): readonly Step[] {
  if (one.state === "received") return ["identify"];
  return destroys(one) ? [...approving(one, rights), "weigh"] : ["approve"];
}
