/** What one is asked to keep oneself, for a legal hold; see `core/port.ts`. */
import type { HoldNotice, HoldNotices } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "holds.notices": ["GET", "/hold-notices"],
  "holds.acknowledge": ["POST", "/hold-notices/{hold_id}/acknowledgement"],
});

export function listNotices(port: Port): Promise<HoldNotices> {
  return port.call("holds.notices", {});
}

/** Say that one knows: exactly what was read. */
export function acknowledgeHold(
  port: Port,
  { hold_id, revision }: HoldNotice,
): Promise<HoldNotice> {
  return port.create("holds.acknowledge", { hold_id, revision });
}
