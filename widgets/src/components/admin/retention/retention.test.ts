import { beforeEach, expect, test } from "vitest";

import { freshAsks } from "../../../../gallery/retention.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";

const SECTION = "onrecord-admin-retention";
const DETAIL = `${SECTION} >>> .detail`;
const RUNS = `${SECTION} >>> onrecord-admin-retention-runs`;
const id = (digit: string): string => `ask_${digit.padStart(32, "0")}`;
const OFFICER = ["privacy_officer"];
const acts = (portal: HTMLElement): string[] =>
  findAll(portal, `${DETAIL} .decision .acts button`).map((one) => one.textContent?.trim() ?? "");

beforeEach(freshAsks);

test.each([360, 1200])("what is asked is said with its rule and holds at %i px", async (width) => {
  const portal = await showPortal("retention", { roles: OFFICER, width, item: id("1") });
  const said = text(portal, DETAIL);
  expect(said).toContain("4,212 messages would go.");
  expect(said).toContain("37 more are kept by legal holds.");
  expect(said).toContain("chatter, version 3 of the policy");
  expect(said).toContain("Data economy");
  expect(acts(portal)).toEqual(["Erase them", "Keep them longer"]);
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});

test("a space that the officer is not in is named by no id", async () => {
  const portal = await showPortal("retention", { roles: OFFICER, item: id("2") });
  expect(text(portal, `${DETAIL} .top`)).toContain("A space");
  expect(text(portal, SECTION)).not.toContain("spc_");
});

test("who answered does not approve, and takes their answer back", async () => {
  const portal = await showPortal("retention", { roles: OFFICER, item: id("1") });
  await click(portal, `${DETAIL} button`, "Erase them");
  find<HTMLTextAreaElement>(portal, `${DETAIL} textarea`).value = "Nobody needs them any more";
  await expectAccessible(portal);
  await click(portal, `${DETAIL} button[type='submit']`, "Erase them");
  expect(text(portal, `${DETAIL} .top`)).toContain("To approve");
  expect(text(portal, DETAIL)).toContain("somebody else, outside of your line of management");
  expect(acts(portal)).toEqual(["Take it back"]);
});

test("somebody else approves it, once they are sure", async () => {
  const portal = await showPortal("retention", { roles: ["tenant_owner"], item: id("2") });
  expect(acts(portal)).toEqual(["Approve the erasure", "Refuse"]);
  await click(portal, `${DETAIL} button`, "Approve the erasure");
  expect(text(portal, `${DETAIL} .decision`)).toContain("nobody can bring them back");
  await click(portal, `${DETAIL} button[type='submit']`, "Approve the erasure");
  expect(text(portal, `${DETAIL} .top`)).toContain("Under way");
});

test("they stay until a day, with a reason, and are asked about before where that is wanted", async () => {
  const portal = await showPortal("retention", { roles: OFFICER, item: id("1") });
  await click(portal, `${DETAIL} button`, "Keep them longer");
  find<HTMLTextAreaElement>(portal, `${DETAIL} textarea`).value = "An audit goes on until spring";
  find<HTMLInputElement>(portal, `${DETAIL} .decision input`).value = "2031-03-01";
  await click(portal, `${DETAIL} button[type='submit']`, "Keep them longer");
  expect(text(portal, DETAIL)).toContain("They stay until March 1, 2031.");
  await click(portal, `${DETAIL} button`, "Ask again now");
  find<HTMLTextAreaElement>(portal, `${DETAIL} textarea`).value = "The audit is over";
  await click(portal, `${DETAIL} button[type='submit']`, "Ask again now");
  expect(acts(portal)).toEqual(["Erase them", "Keep them longer"]);
});

test("an auditor decides nothing, and reads what went and what stayed", async () => {
  const portal = await showPortal("retention", { roles: ["auditor"], item: id("3") });
  expect(text(portal, DETAIL)).toContain("1,662 of 4,249 looked at");
  expect(findAll(portal, `${DETAIL} .decision`)).toHaveLength(0);
  portal.go("retention", id("4"));
  await settle(portal);
  expect(text(portal, DETAIL)).toContain("Kept by legal holds 37");
  expect(text(portal, DETAIL)).toContain("Save the certificate");
});

test("past runs are read with their counts by rule, and each that ended is certified", async () => {
  const portal = await showPortal("retention", { roles: ["auditor"] });
  await click(portal, `${SECTION} >>> .head button`, "Past runs");
  await settle(portal);
  expect(findAll(portal, `${RUNS} >>> article.card`)).toHaveLength(2);
  expect(text(portal, `${RUNS} >>> .column`)).toContain("visitors 318");
  expect(findAll(portal, `${RUNS} >>> .acts button`)).toHaveLength(1);
  await expectAccessible(portal);
});
