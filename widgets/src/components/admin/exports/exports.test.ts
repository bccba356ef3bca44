import { expect, test } from "vitest";

import type { FixtureStore } from "../../../../gallery/store.ts";
import type { PolicyVersionDetail } from "../../../generated/wire.ts";
import { parseProblem, RefusalError } from "../../../core/problems.ts";
import { drawn, expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import type { OnrecordAdmin } from "../admin.ts";

const HERE = "onrecord-admin-exports >>> .detail";
const ASK = "onrecord-admin-exports >>> onrecord-admin-export-ask";
const EXPORTER = ["investigator"];
const arc = (number: number): string => `arc_${"0".repeat(31)}${number}`;

function typed(portal: OnrecordAdmin, path: string, value: string): void {
  const field = find<HTMLInputElement>(portal, `${ASK} >>> ${path}`);
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

test("one that is done says what is in it, and how it is opened and verified", async () => {
  for (const width of [360, 1200]) {
    const portal = await showPortal("exports", { roles: EXPORTER, item: arc(1), width });
    const said = text(portal, HERE);
    expect(said).toContain("What is in it");
    expect(said).toContain(`onrecord unseal ${arc(1)}.zip.sealed ${arc(1)}.zip --key auditor.key`);
    expect(said).toContain(`python verify_bundle.py ${arc(1)}.zip --vkey trusted.vkeys`);
    const { scrollWidth, clientWidth } = find(portal, ".main");
    expect(scrollWidth).toBe(clientWidth);
    await expectAccessible(portal);
    portal.remove();
  }
});

test("a refusal stays while the page asks after what is shown", async () => {
  const portal = await showPortal("exports", { roles: EXPORTER, item: arc(2) });
  const port = (portal.store as FixtureStore).port;
  port.create = () =>
    Promise.reject(new RefusalError(parseProblem(409, { detail: "It was begun by another." })));
  await click(portal, `${HERE} button`, "Begin anew");
  expect(text(portal, HERE)).toContain("It was begun by another.");
  document.dispatchEvent(new Event("visibilitychange"));
  await drawn(portal);
  await settle(portal);
  expect(text(portal, HERE)).toContain("It was begun by another.");
});

test("one that stopped says why and is begun anew; it can be cancelled", async () => {
  const portal = await showPortal("exports", { roles: EXPORTER, item: arc(2) });
  expect(text(portal, HERE)).toContain("The store of files was full or away");
  await click(portal, `${HERE} button`, "Begin anew");
  expect(text(portal, HERE)).toContain("Written so far");
  await click(portal, `${HERE} button`, "Cancel the export");
  expect(text(portal, `${HERE} .badge`)).toBe("Cancelled");
});

test("who approves lets one of somebody else begin, and asks for none", async () => {
  const portal = await showPortal("exports", { roles: ["compliance_officer"], item: arc(3) });
  expect(text(portal, "onrecord-admin-exports >>> .list")).not.toContain("New export");
  await click(portal, `${HERE} button`, "Approve this export");
  expect(text(portal, `${HERE} .badge`)).toBe("Being written");
});

test("a format is chosen, a key that is none is refused beside its field", async () => {
  const portal = await showPortal("exports", { roles: EXPORTER, item: "new", width: 360 });
  await settle(portal);
  const box = (label: string): HTMLInputElement | undefined =>
    findAll(portal, `${ASK} >>> .check`)
      .find((one) => one.textContent?.includes(label))
      ?.querySelector("input") ?? undefined;
  box("JSON Lines")?.click();
  await click(portal, `${ASK} >>> button`, "Begin the export");
  expect(text(portal, `${ASK} >>> form`)).toContain("Choose one format at least.");
  box("RSMF 2.0")?.click();
  box("Seal it")?.click();
  await settle(portal);
  typed(portal, "[name=key]", "no key");
  await expectAccessible(portal);
  await click(portal, `${ASK} >>> button`, "Begin the export");
  expect(text(portal, `${ASK} >>> form`)).toContain("This is no public key to seal to.");
  typed(portal, "[name=key]", `${"A1b2".repeat(10)}xyz=`);
  await click(portal, `${ASK} >>> button`, "Begin the export");
  await settle(portal);
  expect(text(portal, HERE)).toContain("Somebody else with the duty approves it.");
});

test("under the rules for health data nothing is asked for that is not sealed", async () => {
  const portal = await showPortal("exports", { roles: EXPORTER, item: "new" });
  const policy = Reflect.get(portal, "policy") as PolicyVersionDetail;
  const document = { ...policy.document, profiles: ["healthcare"] };
  Reflect.set(portal, "policy", { ...policy, document });
  await drawn(portal);
  await settle(portal);
  const seal = findAll(portal, `${ASK} >>> .check`)
    .find((one) => one.textContent?.includes("Seal it"))
    ?.querySelector("input");
  expect([seal?.checked, seal?.disabled]).toEqual([true, true]);
  expect(find<HTMLInputElement>(portal, `${ASK} >>> [name=key]`).required).toBe(true);
});
