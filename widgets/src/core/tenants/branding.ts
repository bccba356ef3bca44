/** A tenant's own look: changed by who may; see `core/port.ts`. */
import type { BrandingInput, BrandingView } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({ "branding.set": ["PUT", "/branding"] });

export function setBranding(port: Port, branding: BrandingInput): Promise<BrandingView> {
  return port.call("branding.set", { branding });
}
