import { beforeEach, expect, test } from "vitest";

import { freshRequests } from "../../../../gallery/data.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";

const SECTION = "onrecord-admin-data";
const DETAIL = `${SECTION} >>> .detail`;
const FORM = `${SECTION} >>> onrecord-admin-data-form`;
const id = (digit: string): string => `drq_${digit.padStart(32, "0")}`;
const OFFICER = ["privacy_officer"];
const acts = (portal: HTMLElement): string[] =>
  findAll(portal, `${DETAIL} .decision .acts button`).map((one) => one.textContent?.trim() ?? "");

beforeEach(freshRequests);

test.each([360, 1200])("what was weighed is said rule by rule at %i px", async (width) => {
  const portal = await showPortal("data", { roles: OFFICER, width, item: id("2") });
  const said = text(portal, DETAIL);
  expect(said).toContain("212 messages may go.");
  expect(said).toContain("41 messages are kept until");
  expect(said).toContain("FINRA 4511");
  expect(said).toContain("1 message is kept: a duty to keep it.");
  expect(said).toContain("Overdue since");
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});

test("who weighed it does not approve it, and somebody else does, once they are sure", async () => {
  const portal = await showPortal("data", { roles: OFFICER, item: id("1") });
  expect(acts(portal)).toEqual(["Weigh it", "Take two months more", "Refuse"]);
  await click(portal, `${DETAIL} button`, "Weigh it");
  expect(text(portal, DETAIL)).toContain("You weighed it: somebody else approves it.");
  expect(acts(portal)).not.toContain("Approve the erasure");
  portal.go("data", id("2"));
  await settle(portal);
  await click(portal, `${DETAIL} button`, "Approve the erasure");
  expect(text(portal, `${DETAIL} .decision`)).toContain("212 messages are erased for good");
  await expectAccessible(portal);
  await click(portal, `${DETAIL} button[type='submit']`, "Approve the erasure");
  expect(text(portal, `${DETAIL} .top`)).toContain("Under way");
});

test("it takes longer once, and is refused with a reason that holds for a while", async () => {
  const portal = await showPortal("data", { roles: OFFICER, item: id("1") });
  await click(portal, `${DETAIL} button`, "Take two months more");
  find<HTMLTextAreaElement>(portal, `${DETAIL} textarea`).value = "The archive is large";
  await click(portal, `${DETAIL} button[type='submit']`, "Take two months more");
  expect(text(portal, DETAIL)).toContain("The archive is large");
  expect(acts(portal)).toEqual(["Weigh it", "Refuse"]);
  await click(portal, `${DETAIL} button`, "Refuse");
  find<HTMLTextAreaElement>(portal, `${DETAIL} textarea`).value = "A court asks for all of it";
  find<HTMLInputElement>(portal, `${DETAIL} .decision input`).value = "2031-03-01";
  await click(portal, `${DETAIL} button[type='submit']`, "Refuse");
  expect(text(portal, DETAIL)).toContain("the reason holds until March 1, 2031");
  expect(findAll(portal, `${DETAIL} .decision`)).toHaveLength(0);
});

test("how far it is carried out is seen, and what went is certified", async () => {
  const portal = await showPortal("data", { roles: ["auditor"], item: id("3") });
  expect(text(portal, DETAIL)).toContain("75 of 212 done");
  expect(findAll(portal, `${DETAIL} .decision`)).toHaveLength(0);
  portal.go("data", id("4"));
  await settle(portal);
  expect(text(portal, DETAIL)).toContain("212 messages are out of sight, and kept.");
  expect(text(portal, DETAIL)).toContain("Save the certificate");
});

test("an owner approves what was weighed, and does nothing else", async () => {
  const portal = await showPortal("data", { roles: ["tenant_owner"], item: id("1") });
  expect(acts(portal)).toEqual([]);
  portal.go("data", id("2"));
  await settle(portal);
  expect(acts(portal)).toEqual(["Approve the erasure"]);
});

test("a letter is taken in for somebody, who is named first", async () => {
  const portal = await showPortal("data", { roles: OFFICER, item: "new" });
  await expectAccessible(portal);
  await click(portal, `${FORM} >>> button[type='submit']`, "Take the request in");
  expect(text(portal, `${FORM} >>> form`)).toContain("Choose who it is about.");
  const chosen = new CustomEvent("change", { detail: [{ id: "hana" }] });
  find(portal, `${FORM} >>> onrecord-people`).dispatchEvent(chosen);
  await click(portal, `${FORM} >>> button[type='submit']`, "Take the request in");
  expect(text(portal, `${DETAIL} .top`)).toContain("To identify");
  expect(acts(portal)[0]).toBe("Confirm the identity");
});

test("a copy that was given up says why, and is begun anew", async () => {
  const portal = await showPortal("data", { roles: OFFICER, item: id("6") });
  expect(text(portal, DETAIL)).toContain("the store of files had no room");
  await expectAccessible(portal);
  await click(portal, `${DETAIL} button`, "Let the copy be written");
  await click(portal, `${DETAIL} button[type='submit']`, "Let the copy be written");
  expect(text(portal, DETAIL)).not.toContain("the store of files had no room");
  expect(text(portal, `${DETAIL} .top`)).toContain("Under way");
});
