/** Handing over from who leaves to a successor; see `core/port.ts`. */
import type { Handover, HandoverPreview, Page } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "handovers.preview": ["POST", "/people/{person_id}/handover/preview"],
  "handovers.start": ["POST", "/people/{person_id}/handover"],
  "handovers.get": ["GET", "/handovers/{handover_id}"],
  "handovers.list": ["GET", "/handovers"],
});

/** Who leaves, and who takes over. */
export interface Between {
  readonly person_id: string;
  readonly successor_id: string;
}

/** What would go to whom, and why the rest stays. */
export function previewHandover(
  port: Port,
  between: Between,
  cursor: string | null = null,
): Promise<HandoverPreview> {
  const from = cursor === null ? {} : { cursor };
  return port.call("handovers.preview", { ...between, limit: 50, ...from });
}

/** Shut somebody out, and begin to hand over. */
export function startHandover(
  port: Port,
  between: Between,
  reason_code: string,
): Promise<Handover> {
  return port.create("handovers.start", { ...between, reason_code });
}

export function fetchHandover(port: Port, handover_id: string): Promise<Handover> {
  return port.call("handovers.get", { handover_id });
}

/** A page of hand-overs, the latest first. */
export function listHandovers(port: Port, cursor: string | null): Promise<Page<Handover>> {
  return port.call("handovers.list", { limit: 20, ...(cursor === null ? {} : { cursor }) });
}
