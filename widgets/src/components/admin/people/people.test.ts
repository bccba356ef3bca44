import { beforeEach, expect, test } from "vitest";

import { freshLists } from "../../../../gallery/numbers.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";

const PEOPLE = "onrecord-admin-people";
const ONE = `${PEOPLE} >>> onrecord-admin-person`;

beforeEach(freshLists);

const names = (portal: HTMLElement): string[] =>
  findAll(portal, `${PEOPLE} >>> .row bdi`).map((one) => one.textContent ?? "");

/** No reason is given before somebody chose one. */
function choose(portal: HTMLElement): void {
  const reason = find<HTMLSelectElement>(portal, `${ONE} >>> select[name=reason_code]`);
  expect(reason.value).toBe("");
  reason.value = "other";
}

test("people are found by name, and narrowed to those with whom something is", async () => {
  const portal = await showPortal("people", { roles: ["investigator"] });
  expect(names(portal)).not.toContain("Hana Sato");
  expect(text(portal, `${PEOPLE} >>> ul.rows`)).toContain("Frozen");
  const field = find<HTMLInputElement>(portal, `${PEOPLE} >>> input[type=search]`);
  field.value = "grete";
  field.dispatchEvent(new InputEvent("input"));
  await expect.poll(() => names(portal)).toEqual(["Grete Möller"]);
  expect(text(portal, `${PEOPLE} >>> .line`)).toBe("Investigator");
  field.value = "";
  field.dispatchEvent(new InputEvent("input"));
  for (const [state, name] of [
    ["Left", "Hana Sato"],
    ["Not acknowledged", "Elif Yılmaz"],
    ["Frozen", "Farid Haddad"],
  ] as const) {
    await click(portal, `${PEOPLE} >>> .choices button`, state);
    await expect.poll(() => names(portal)).toEqual([name]);
  }
  await expectAccessible(portal);
});

test("until when somebody is frozen and by which rule is said, and ended", async () => {
  const portal = await showPortal("people", { roles: ["investigator"], item: "farid" });
  const facts = text(portal, `${ONE} >>> dl`);
  for (const said of ["Frozen Cannot write until", "Flood", "Version 2", "Night shift", "Never"])
    expect(facts).toContain(said);
  await expectAccessible(portal);
  await click(portal, `${ONE} >>> .acts button`, "Let them write again");
  expect(text(portal, `${ONE} >>> [role=status]`)).toContain("They may write again.");
  expect(text(portal, `${ONE} >>> dl`)).toContain("May write");
});

test("whoever may freeze does it, and signs somebody out everywhere, for a reason", async () => {
  const portal = await showPortal("people", { roles: ["investigator"], item: "grete", width: 360 });
  expect(text(portal, `${ONE} >>> dl`)).toContain("freeze people");
  await click(portal, `${ONE} >>> .acts button`, "Freeze");
  await expectAccessible(portal);
  await click(portal, `${ONE} >>> form button`, "Freeze");
  expect(text(portal, `${ONE} >>> dl`)).not.toContain("Cannot write until");
  choose(portal);
  find<HTMLTextAreaElement>(portal, `${ONE} >>> textarea`).value = "Sold knives in three rooms.";
  await click(portal, `${ONE} >>> form button`, "Freeze");
  await settle(portal);
  expect(text(portal, `${ONE} >>> dl`)).toContain("Cannot write until");
  expect(text(portal, `${ONE} >>> dl`)).toContain("Something else");
  await click(portal, `${ONE} >>> .acts button`, "Sign out everywhere");
  choose(portal);
  expect(findAll(portal, `${ONE} >>> textarea`)).toHaveLength(0);
  await click(portal, `${ONE} >>> form button`, "Sign out everywhere");
  expect(text(portal, `${ONE} >>> [role=status]`)).toContain("is signed out");
});

test.each([
  ["auditor", "elif", "Freezing and signing out is for those"],
  ["investigator", "ana", "Nobody decides about themselves"],
  ["investigator", "hana", "shut out already"],
])("%s reads of %s why nothing can be done", async (role, item, said) => {
  const portal = await showPortal("people", { roles: [role], item });
  expect(text(portal, `${ONE} >>> .note`)).toContain(said);
  expect(findAll(portal, `${ONE} >>> .acts button`)).toHaveLength(0);
});

test("an id that nobody has is said to be nobody's", async () => {
  const portal = await showPortal("people", { roles: ["auditor"], item: "nobody" });
  expect(text(portal, `${PEOPLE} >>> .detail`)).toContain("There is nobody with this id");
});
