/** A tenant's own look: changed by who may; see `core/port.ts`. */
import type { BrandingInput, BrandingPreview, BrandingView } from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "branding.set": ["PUT", "/branding"],
  "branding.preview": ["POST", "/branding/preview"],
});

export function setBranding(port: Port, branding: BrandingInput): Promise<BrandingView> {
  return port.call("branding.set", { branding });
}

/** What the server would make of it, and the contrast of each pair; nothing is set. */
export function previewBranding(port: Port, branding: BrandingInput): Promise<BrandingPreview> {
  return port.call("branding.preview", { branding });
}
