/** Whom a hold names. Pure. */
import type { Hold } from "../../../generated/wire.ts";

/** Whether a hold names somebody, as far as it says so: then they have no say in its end. */
export function names({ scope, custodians }: Hold, id: string): boolean {
  return (scope.persons ?? []).includes(id) || custodians.some((one) => one.person_id === id);
}

/** Who asked for what waits: its silence, or its end. */
export function askerOf({ state, requester, release_asked_by: asker }: Hold): string | null {
  return state === "requested" ? requester : asker;
}
