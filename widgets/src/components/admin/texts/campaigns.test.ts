import { userEvent } from "vitest/browser";
import { beforeEach, expect, test } from "vitest";

import { freshCampaigns } from "../../../../gallery/campaigns.ts";
import { freshTexts } from "../../../../gallery/texts.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import type { OnrecordAdmin } from "../admin.ts";

const INSIDE = "onrecord-admin-texts >>> onrecord-admin-campaigns";
const FORM = `${INSIDE} >>> onrecord-admin-campaign-form`;
const PEOPLE = `${INSIDE} >>> onrecord-admin-recipients`;
const id = (at: number): string => `campaigns.smg_${"0".repeat(31)}${at}`;

beforeEach(() => {
  freshTexts();
  freshCampaigns();
});

async function show(
  item: string,
  width = 1200,
  roles = ["compliance_officer"],
): Promise<OnrecordAdmin> {
  const portal = await showPortal("texts", { roles, item, width, height: 4000 });
  await settle(portal);
  return portal;
}

const acts = (portal: OnrecordAdmin): (string | undefined)[] =>
  findAll(portal, `${INSIDE} >>> .acts button`).map((one) => one.textContent?.trim());

test.each([360, 1200])("all of it is whole at %i, and axe finds nothing", async (width) => {
  for (const item of ["campaigns", id(4), "campaigns.new"]) {
    const portal = await show(item, width);
    const { scrollWidth, clientWidth } = find(portal, ".main");
    expect(scrollWidth).toBe(clientWidth);
    await expectAccessible(portal);
    portal.remove();
  }
});

test("what would go now, and what holds the others back, is said before somebody approves it", async () => {
  const portal = await show(id(1));
  const said = text(portal, `${INSIDE} >>> .detail`);
  for (const one of ["1 of 3 texts would go.", "They have not agreed", "too early or too late"])
    expect(said).toContain(one);
  expect(acts(portal)).toEqual(["Approve", "Stop"]);
  await click(portal, `${INSIDE} >>> .acts button`, "Approve");
  expect(text(portal, `${INSIDE} >>> .detail .top`)).toContain("Approved");
  expect(acts(portal)).toEqual(["Stop"]);
});

test("nobody approves what they wrote, and whoever wrote it starts it", async () => {
  const own = await show(id(2));
  expect(acts(own)).toEqual(["Stop"]);
  own.remove();
  const portal = await show(id(3));
  await click(portal, `${INSIDE} >>> .acts button`, "Start");
  expect(acts(portal)).toEqual(["Pause", "Stop"]);
});

test("it is asked once more before it is stopped for good", async () => {
  const portal = await show(id(4));
  expect(text(portal, `${INSIDE} >>> .progress`)).toContain("105 of 320");
  await click(portal, `${INSIDE} >>> .acts button`, "Stop");
  await expectAccessible(portal);
  await click(portal, `${INSIDE} >>> .acts button`, "Stop it for good");
  expect(text(portal, `${INSIDE} >>> .detail .top`)).toContain("Stopped");
  expect(acts(portal)).toEqual([]);
});

test("what became of each is there, all or those of one state", async () => {
  const portal = await show(id(4));
  expect(text(portal, PEOPLE + " >>> .rows")).toContain("Lena Brandt");
  await click(portal, `${PEOPLE} >>> .choices button`, "Left out 7");
  const said = text(portal, `${PEOPLE} >>> .rows`);
  expect(said).toContain("They asked for no more texts.");
  expect(said).not.toContain("Delivered");
});

test("who only reads does nothing", async () => {
  const portal = await show(id(5), 1200, ["auditor"]);
  expect(text(portal, `${INSIDE} >>> .detail .top`)).toContain("Paused");
  expect(acts(portal)).toEqual([]);
});

async function write(portal: OnrecordAdmin, to: string): Promise<void> {
  await userEvent.fill(find(portal, `${FORM} >>> #f-name`), "Slots");
  await userEvent.fill(find(portal, `${FORM} >>> #f-template`), "Hello {name}, come at {time}.");
  await userEvent.fill(find(portal, `${FORM} >>> #f-to`), to);
  await settle(portal);
}

test("lines that are wrong are named, and nothing is sent until they are mended", async () => {
  const portal = await show("campaigns.new");
  await write(portal, "+4915112345678; 10:40\n+1 999; 11:00\n\n+14155550132");
  const read = `${FORM} >>> .card`;
  expect(text(portal, read)).toContain("Hello Lena Brandt, come at 10:40.");
  await click(portal, `${FORM} >>> [type=submit]`, "Ask for approval");
  expect(text(portal, `${FORM} >>> #f-to-said`)).toContain("2 and 4");
  expect(text(portal, read)).toContain("Nobody whom you write to");
  await expectAccessible(portal);
  await write(portal, "+49 151 12345678\t10:40\n+14155550132\t11:20");
  await click(portal, `${FORM} >>> [type=submit]`, "Ask for approval");
  expect(text(portal, `${INSIDE} >>> .detail .top`)).toContain("Slots");
  expect(text(portal, `${INSIDE} >>> .detail`)).toContain("It waits for somebody else's approval");
});
