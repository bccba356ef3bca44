import { expect, test } from "vitest";

import { expectAccessible, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import type { OnrecordAdmin } from "../admin.ts";

const SHOWN = "onrecord-admin-imports >>> .detail";

async function showRow(place: number): Promise<OnrecordAdmin> {
  const portal = await showPortal("imports", { roles: ["compliance_officer"], width: 360 });
  findAll(portal, "onrecord-admin-imports >>> [data-row]")[place]?.click();
  await settle(portal);
  return portal;
}

test("beside a file stands until when it stays, and why", async () => {
  const portal = await showRow(1);
  expect(text(portal, SHOWN)).toMatch(/Its file stays until [^:]+ at least: FINRA 4511\./);
  expect(text(portal, SHOWN)).toContain("As the rules stand, the file is erased on");
  await expectAccessible(portal);
});

test("a file that no rule lets go says so; one that brought something follows that", async () => {
  const portal = await showRow(0);
  expect(text(portal, SHOWN)).toContain("no rule of retention lets it go");
  await click(portal, `${SHOWN} button`, "Look through it");
  await click(portal, `${SHOWN} button`, "Bring it under the record");
  await settle(portal);
  expect(text(portal, SHOWN)).toContain("until something that it brought is erased");
  expect(text(portal, SHOWN)).not.toContain("no rule of retention");
});

test("a file that was erased says by which event, and offers nothing that reads it", async () => {
  const portal = await showRow(2);
  expect(text(portal, SHOWN)).toContain("Its file was erased by event 4711");
  expect(text(portal, SHOWN)).toContain("Telegram");
  expect(text(portal, SHOWN)).not.toContain("Line 7");
  expect(findAll(portal, `${SHOWN} .acts button`)).toHaveLength(0);
  await expectAccessible(portal);
});
