import { beforeEach, expect, test } from "vitest";

import { freshHandovers } from "../../../../gallery/handovers.ts";
import { freshLists } from "../../../../gallery/numbers.ts";
import { drawn, expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import type { Person } from "../../../generated/wire.ts";
import type { OnrecordAdmin } from "../admin.ts";

const ONE = "onrecord-admin-people >>> onrecord-admin-handover";

beforeEach(() => {
  freshLists();
  freshHandovers();
});

/** Choose somebody in one of the two fields. */
async function choose(
  portal: OnrecordAdmin,
  which: string,
  person: Pick<Person, "id" | "name">,
): Promise<void> {
  const field = find(portal, `${ONE} >>> onrecord-people[data-which=${which}]`);
  field.dispatchEvent(new CustomEvent("change", { detail: [person] }));
  await settle(portal);
}

async function shown(scopes: string[], roles: string[] = ["member"]): Promise<OnrecordAdmin> {
  const portal = await showPortal("people", { roles, scopes, height: 2600 });
  if (roles.includes("auditor"))
    await click(portal, "onrecord-admin-people >>> .head button", "Hand");
  await expect.poll(() => findAll(portal, `${ONE} >>> form`).length).toBeGreaterThan(0);
  await drawn(portal);
  return portal;
}

test("who looks after people alone hands over, and sees nothing else of them", async () => {
  const portal = await shown(["people:write"]);
  expect(findAll(portal, "onrecord-admin-people >>> .choices")).toHaveLength(0);
  expect(text(portal, `${ONE} >>> section`)).toContain("Hand-overs");
  await expectAccessible(portal);
});

test("nobody else is offered it", async () => {
  const portal = await showPortal("people", { roles: ["auditor"] });
  expect(findAll(portal, "onrecord-admin-people >>> .head button")).toHaveLength(0);
});

test("what would go is read first, then it is said, and how far it is", async () => {
  const portal = await shown(["people:write"], ["auditor"]);
  await choose(portal, "leaver", { id: "dana", name: "Dana" });
  await choose(portal, "successor", { id: "ben", name: "Ben" });
  await click(portal, `${ONE} >>> form button`, "See what would go");
  const seen = text(portal, `${ONE} >>> form[aria-labelledby=previewed]`);
  for (const said of ["About order:1042", "Not in that space: add them first", "Others are there"])
    expect(seen).toContain(said);
  expect(seen).toContain("Dana can do nothing here from now on. Ben takes over.");
  await expectAccessible(portal);
  await click(portal, `${ONE} >>> form button`, "Shut out and hand over");
  expect(text(portal, `${ONE} >>> section[role=status]`)).toContain("Running");
  await expect
    .poll(() => text(portal, `${ONE} >>> section[role=status]`), { timeout: 5_000 })
    .toContain("Some places wait");
  await expectAccessible(portal);
});

test("what waits is handed over to somebody else, without looking who left", async () => {
  const portal = await shown(["people:write"]);
  await click(portal, `${ONE} >>> .acts button`, "Hand over what waits");
  expect(findAll(portal, `${ONE} >>> onrecord-people[data-which=leaver]`)).toHaveLength(0);
  expect(text(portal, `${ONE} >>> form`)).toContain("Hana Sato");
});

test("another person is another preview", async () => {
  const portal = await shown(["people:write"]);
  await choose(portal, "leaver", { id: "dana", name: "Dana" });
  await choose(portal, "successor", { id: "ben", name: "Ben" });
  await click(portal, `${ONE} >>> form button`, "See what would go");
  await choose(portal, "successor", { id: "elif", name: "Elif" });
  expect(findAll(portal, `${ONE} >>> form[aria-labelledby=previewed]`)).toHaveLength(0);
});
