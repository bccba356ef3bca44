/** What can be done about legal holds by those who hold; see `core/port.ts`. */
import type {
  CreateHold,
  Hold,
  HoldPreview,
  HoldScope,
  HoldState,
  Page,
  WidenHold,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "holds.create": ["POST", "/holds"],
  "holds.preview": ["POST", "/holds/preview"],
  "holds.list": ["GET", "/holds"],
  "holds.get": ["GET", "/holds/{hold_id}"],
  "holds.approve": ["POST", "/holds/{hold_id}/approval"],
  "holds.refuse": ["POST", "/holds/{hold_id}/refusal"],
  "holds.widen": ["POST", "/holds/{hold_id}/widening"],
  "holds.ask_release": ["POST", "/holds/{hold_id}/release-request"],
  "holds.release": ["POST", "/holds/{hold_id}/release"],
});

/** A page of holds, the latest first: of one state, or of all. */
export function listHolds(
  port: Port,
  state: HoldState | null,
  cursor: string | null,
): Promise<Page<Hold>> {
  const only = state === null ? {} : { state };
  return port.call("holds.list", { limit: 50, ...only, ...(cursor === null ? {} : { cursor }) });
}

export function fetchHold(port: Port, hold_id: string): Promise<Hold> {
  return port.call("holds.get", { hold_id });
}

export function createHold(port: Port, asked: CreateHold): Promise<Hold> {
  return port.create("holds.create", asked);
}

/** How much a scope covers now; counting it is on the record. */
export function previewHold(port: Port, scope: HoldScope): Promise<HoldPreview> {
  return port.create("holds.preview", { scope });
}

export function widenHold(port: Port, asked: WidenHold): Promise<Hold> {
  return port.create("holds.widen", asked);
}

/** Approve that exactly this hold is silent. */
export function approveHold(port: Port, { id, scope_hash }: Hold): Promise<Hold> {
  return port.create("holds.approve", { hold_id: id, scope_hash });
}

export function refuseHold(port: Port, { id }: Hold, reason: string): Promise<Hold> {
  return port.create("holds.refuse", { hold_id: id, reason });
}

export function askRelease(port: Port, { id }: Hold, reason: string): Promise<Hold> {
  return port.create("holds.ask_release", { hold_id: id, reason });
}

/** End exactly this hold, whose end somebody else asked for. */
export function releaseHold(port: Port, { id, scope_hash }: Hold): Promise<Hold> {
  return port.create("holds.release", { hold_id: id, scope_hash });
}
