/** Shows a section of the portal to somebody with duties, and waits until all of it is there. */
import { WIDER } from "../../gallery/policy.ts";
import { PLAIN_BRANDING } from "../../gallery/numbers.ts";
import { meAs } from "../../gallery/portal.ts";
import { FixtureStore } from "../../gallery/store.ts";
import { OnrecordAdmin } from "../../src/components/admin/admin.ts";
import { drawn, find, findAll, mount } from "./mount.ts";

export interface Shown {
  readonly roles: string[];
  readonly scopes?: string[];
  readonly item?: string | null;
  readonly width?: number;
  readonly height?: number;
}

export async function showPortal(
  section: string,
  { roles, scopes = [], item = null, width = 1200, height = 1600 }: Shown,
): Promise<OnrecordAdmin> {
  const store = new FixtureStore();
  const branding = { version: 1, branding: PLAIN_BRANDING, light: {}, dark: {} };
  store.change((state) => ({ ...state, branding, policy: WIDER, me: meAs(roles, scopes) }));
  const portal = new OnrecordAdmin();
  await mount(portal, { store, lang: "en", section, item }, { width, height });
  await settle(portal);
  return portal;
}

/** Wait until nothing of it is on its way. */
export async function settle(portal: OnrecordAdmin): Promise<void> {
  for (let round = 0; round < 40; round += 1) {
    await drawn(portal);
    if (round > 1 && !waits(portal)) return;
  }
  throw new Error("something never came");
}

function waits(element: Element): boolean {
  const root = element.shadowRoot;
  if (!root) return false;
  return root.querySelector(".skeleton") !== null || [...root.querySelectorAll("*")].some(waits);
}

export function text(portal: OnrecordAdmin, path: string): string {
  return (find(portal, path).textContent ?? "").replace(/\s+/g, " ");
}

/** Press what says this. */
export async function click(portal: OnrecordAdmin, path: string, label: string): Promise<void> {
  const found = findAll(portal, path).find((one) => one.textContent?.includes(label));
  if (!found) throw new Error(`there is no ${label}`);
  found.click();
  await settle(portal);
}
