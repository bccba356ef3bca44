/** How it stands with the record, for who answers for it; see `core/port.ts`. */
import type { Page, RecordCheck, RecordHealth } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "record.health": ["GET", "/record/health"],
  "record.check": ["POST", "/record/checks"],
  "record.checks": ["GET", "/record/checks"],
});

export function fetchHealth(port: Port): Promise<RecordHealth> {
  return port.call("record.health", {});
}

/** Have the record checked now; one that runs already is answered. */
export function checkNow(port: Port): Promise<RecordCheck> {
  return port.create("record.check", {});
}

/** Self-checks, the latest first. */
export function listChecks(port: Port, cursor: string | null): Promise<Page<RecordCheck>> {
  return port.call("record.checks", { limit: 10, ...(cursor === null ? {} : { cursor }) });
}
