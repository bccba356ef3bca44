import { beforeEach, expect, test } from "vitest";

import { freshHolds } from "../../../../gallery/holds.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import { scopeOf, widerScope } from "./scope.ts";

const SECTION = "onrecord-admin-holds";
const DETAIL = `${SECTION} >>> .detail`;
const FORM = "onrecord-admin-holds >>> onrecord-admin-hold-form";
const CLAIM = `hld_${"0".repeat(31)}1`;
const SILENT = `hld_${"0".repeat(31)}2`;
const OFFICER = ["compliance_officer"];

beforeEach(freshHolds);

test.each([360, 1200])("holds and their custodians are whole at %i px", async (width) => {
  const portal = await showPortal("holds", { roles: OFFICER, width, item: CLAIM });
  expect(text(portal, DETAIL)).toContain("1 person has not acknowledged in time");
  expect(text(portal, DETAIL)).toContain("reminded 2 times");
  expect(text(portal, `${SECTION} >>> .list`)).toContain("1 of 2 acknowledged · 1 overdue");
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});

test("one person asks for the end, and another one decides in a second step", async () => {
  const portal = await showPortal("holds", { roles: OFFICER, item: CLAIM });
  await click(portal, `${DETAIL} button`, "Ask to release it");
  const why = find<HTMLTextAreaElement>(portal, `${DETAIL} textarea`);
  why.value = "The claim is settled";
  await expectAccessible(portal);
  await click(portal, `${DETAIL} button[type='submit']`, "Ask to release it");
  expect(text(portal, DETAIL)).toContain("It keeps until somebody else decides");
  expect(text(portal, `${DETAIL} .decision`)).not.toContain("Release it");
  await click(portal, `${DETAIL} button`, "Take it back");
});

test("a silent hold is approved by somebody else, who is sure of it", async () => {
  const portal = await showPortal("holds", { roles: ["legal"], item: SILENT });
  await click(portal, `${DETAIL} button`, "Approve that nobody is told");
  await expectAccessible(portal);
  await click(portal, `${DETAIL} button[type='submit']`, "Approve that nobody is told");
  expect(text(portal, DETAIL)).toContain("Nobody is told of a silent hold");
  expect(text(portal, `${DETAIL} .top`)).toContain("In force");
});

test("who audits sees all, and is offered nothing", async () => {
  const portal = await showPortal("holds", { roles: ["auditor"], item: CLAIM });
  expect(text(portal, DETAIL)).toContain("A claim of a customer");
  expect(findAll(portal, `${DETAIL} .decision`)).toHaveLength(0);
});

test.each([360, 1200])("a new one is counted, and placed, at %i px", async (width) => {
  const portal = await showPortal("holds", { roles: OFFICER, item: "new", width, height: 2600 });
  const field = (name: string): HTMLInputElement => find(portal, `${FORM} >>> [name=${name}]`);
  field("name").value = "Acme v. Bolt";
  field("words").value = "order 7\n order 7 \nrefund";
  field("reason").value = "A claim of a customer";
  await click(portal, `${FORM} >>> button`, "Count");
  expect(text(portal, `${FORM} >>> [role=status]`)).toContain("1,204");
  expect(text(portal, `${FORM} >>> [role=status]`)).toContain("At most");
  await expectAccessible(portal);
  await click(portal, `${FORM} >>> button[type='submit']`, "Hold from now on");
  await settle(portal);
  expect(text(portal, DETAIL)).toContain("Acme v. Bolt");
  expect(text(portal, DETAIL)).toContain("refund");
});

test("a hold is made wider, and stays what it was besides", async () => {
  const portal = await showPortal("holds", { roles: OFFICER, item: CLAIM });
  await click(portal, `${DETAIL} button`, "Make it wider");
  const field = (name: string): HTMLInputElement => find(portal, `${FORM} >>> [name=${name}]`);
  field("words").value = "refund";
  field("reason").value = "It was about money, too";
  await expectAccessible(portal);
  await click(portal, `${FORM} >>> button[type='submit']`, "Make it wider");
  const said = text(portal, DETAIL);
  for (const word of ["order 1042", "Brightwell", "refund", "It was about money"])
    expect(said).toContain(word);
});

test("a wider scope covers at least what the old one covered", () => {
  const given = new FormData();
  given.set("places", `https://chat/#/cnv_${"a".repeat(32)} spc_${"b".repeat(32)}`);
  given.set("since", "2026-03-01");
  const asked = scopeOf(given, ["ann"]);
  expect(asked.conversations).toEqual([`cnv_${"a".repeat(32)}`]);
  expect(asked.spaces).toEqual([`spc_${"b".repeat(32)}`]);
  expect(asked.until).toBeNull();
  const old = { persons: ["bob"], words: [], since: "2026-01-01T09:00:00Z", until: null };
  expect(widerScope(old, asked)).toEqual({
    persons: ["bob", "ann"],
    ...{ conversations: [], spaces: [], words: [] },
    ...{ since: old.since, until: null },
  });
  expect(widerScope({ ...old, since: null }, asked).since).toBeNull();
});
