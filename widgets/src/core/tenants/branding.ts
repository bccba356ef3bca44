/** A tenant's own look: changed by who may; see `core/port.ts`. */
import type {
  BrandingInput,
  BrandingPreview,
  BrandingVersion,
  BrandingView,
  Logo,
  Page,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "branding.set": ["PUT", "/branding"],
  "branding.preview": ["POST", "/branding/preview"],
  "branding.add_logo": ["POST", "/branding/logos"],
  "branding.versions": ["GET", "/branding/versions"],
  "branding.restore": ["POST", "/branding/versions/{version}/restore"],
});

export function setBranding(port: Port, branding: BrandingInput): Promise<BrandingView> {
  return port.call("branding.set", { branding });
}

/** What the server would make of it, and the contrast of each pair; nothing is set. */
export function previewBranding(port: Port, branding: BrandingInput): Promise<BrandingPreview> {
  return port.call("branding.preview", { branding });
}

/** A page of how it looked, the newest first. */
export function listBrandingVersions(
  port: Port,
  cursor: string | null,
): Promise<Page<BrandingVersion>> {
  return port.call("branding.versions", cursor === null ? {} : { cursor });
}

/** Take an older version back, as a new one. */
export function restoreBranding(port: Port, version: number): Promise<BrandingView> {
  return port.create("branding.restore", { version });
}

/** Keep a picture that a branding can name; `data` is its bytes as base64. */
export function addLogo(port: Port, name: string, data: string): Promise<Logo> {
  return port.create("branding.add_logo", { name, data });
}
