/** What can be done about the policy; see `core/port.ts`. */
import type { Page, PolicyVersion, PolicyView } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { problemOf } from "../problems.ts";
import { addRoutes } from "../routes.ts";
import { fetchPolicy, installPolicy, localesOf } from "./fetching.ts";

export { fetchPolicy, wantPolicy } from "./fetching.ts";

addRoutes({
  "policy.acknowledge": ["PUT", "/policy/acknowledgement"],
  "policies.list": ["GET", "/policies"],
});

const PAGE = 50;

/** Say, on the record, that one has read a version; one that is no longer in force is fetched anew. */
export async function acknowledgePolicy(port: Port, seen: PolicyView): Promise<void> {
  const { version, hash, reading } = seen;
  if (version === null || hash === null || reading === null) return;
  const word = { version, hash, locale: reading.locale };
  try {
    installPolicy(port, await port.call("policy.acknowledge", word));
  } catch (error) {
    if (problemOf(error).code === "version_outdated") await fetchPolicy(port);
    throw error;
  }
}

/** Another version that is or was in force, or will be, as one reads it. */
export function readVersion(port: Port, version: number): Promise<PolicyView> {
  return port.call("policy.get", { version, locales: localesOf(port) });
}

/** All versions, the newest first. */
export function listVersions(port: Port, cursor: string | null): Promise<Page<PolicyVersion>> {
  const more = cursor === null ? {} : { cursor };
  return port.call("policies.list", { limit: PAGE, ...more });
}
