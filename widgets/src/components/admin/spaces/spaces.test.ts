import { expect, test } from "vitest";

import { ASKED } from "../../../../gallery/spaces.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";

const HERE = "onrecord-admin-spaces";
const ONE = `${HERE} >>> onrecord-admin-space`;
const ROLL = `${ONE} >>> onrecord-admin-roll`;
const OWNER = { roles: ["tenant_owner"] };

const names = (portal: HTMLElement): string[] =>
  findAll(portal, `${HERE} >>> .row b`).map((one) => one.textContent ?? "");

test.each([360, 1200])(
  "spaces are found while one types, and axe finds nothing at %i px",
  async (width) => {
    const portal = await showPortal("spaces", { ...OWNER, width });
    expect(names(portal)).toEqual([
      "Apprentices",
      "Cycling to work",
      "Quality circle",
      "Sales",
      "Warehouse",
    ]);
    await expect
      .poll(() => text(portal, `${HERE} >>> ul.rows`))
      .toContain("48 members · 3 channels");
    await expectAccessible(portal);
    const field = find<HTMLInputElement>(portal, `${HERE} >>> input[type=search]`);
    field.value = "sal";
    field.dispatchEvent(new InputEvent("input"));
    await settle(portal);
    expect(names(portal)).toEqual(["Sales"]);
    field.value = "nothing";
    field.dispatchEvent(new InputEvent("input"));
    await settle(portal);
    expect(text(portal, `${HERE} >>> [role=status]`)).toContain("No space");
    const { scrollWidth, clientWidth } = find(portal, ".main");
    expect(scrollWidth).toBe(clientWidth);
    portal.remove();
  },
);

test("its owner reads what it is, changes it, and hears at the field what is refused", async () => {
  const portal = await showPortal("spaces", { ...OWNER, item: "spc_1" });
  expect(text(portal, `${ONE} >>> dl`)).toContain("Members by rule");
  await expectAccessible(portal);
  await click(portal, `${ONE} >>> .acts button`, "Edit");
  const title = find<HTMLInputElement>(portal, `${ONE} >>> input[name=title]`);
  title.value = "Nobody";
  await click(portal, `${ONE} >>> form button`, "Save");
  expect(text(portal, `${ONE} >>> .wrong`)).toContain("Another space has this name.");
  await expectAccessible(portal);
  title.value = "Sales and service";
  await click(portal, `${ONE} >>> form button`, "Save");
  expect(text(portal, `${HERE} >>> .detail h3`)).toBe("Sales and service");
});

test("archiving asks first, and says so on the list", async () => {
  const portal = await showPortal("spaces", { ...OWNER, item: "spc_1" });
  await click(portal, `${ONE} >>> .acts button`, "Archive");
  expect(find(portal, `${ONE} >>> .sure`).getAttribute("role")).toBe("alert");
  await click(portal, `${ONE} >>> .sure button`, "Archive");
  expect(text(portal, `${HERE} >>> .detail .top`)).toContain("Archived");
  await click(portal, `${ONE} >>> .acts button`, "Use it again");
  expect(text(portal, `${HERE} >>> .detail .top`)).not.toContain("Archived");
});

test("people come in, get another role and go", async () => {
  const portal = await showPortal("spaces", { ...OWNER, item: "spc_1" });
  await click(portal, `${ONE} >>> .choices button`, "People");
  await expectAccessible(portal);
  const role = find<HTMLSelectElement>(portal, `${ROLL} >>> select.small`);
  role.value = "moderator";
  role.dispatchEvent(new Event("change"));
  await settle(portal);
  ASKED.length = 0;
  const filter = find<HTMLInputElement>(portal, `${ROLL} >>> input[type=search]`);
  filter.value = "ana";
  filter.dispatchEvent(new InputEvent("input"));
  await expect.poll(() => findAll(portal, `${ROLL} >>> li.item`).length).toBe(1);
  await click(portal, `${ROLL} >>> .foot button`, "Add people");
  const field = find<HTMLInputElement>(portal, `${ROLL} >>> onrecord-people >>> input`);
  field.value = "Farid";
  field.dispatchEvent(new InputEvent("input"));
  const found = `${ROLL} >>> onrecord-people >>> li:not(.none)`;
  await expect.poll(() => findAll(portal, found).length).toBe(1);
  find(portal, found).click();
  await settle(portal);
  await expectAccessible(portal);
  await click(portal, `${ROLL} >>> .form button`, "Add");
  expect(ASKED[0]).toBe("member  farid");
});

test("channels have their settings for who leads them, and announcements how far they came", async () => {
  const portal = await showPortal("spaces", { ...OWNER, item: "spc_1" });
  await click(portal, `${ONE} >>> .choices button`, "Channels");
  const places = `${ONE} >>> onrecord-admin-places`;
  expect(findAll(portal, `${places} >>> li.card`)).toHaveLength(3);
  await click(portal, `${places} >>> .acts button`, "How far announcements came");
  expect(text(portal, `${places} >>> ul`)).toContain("No announcement in the last 30 days.");
  await expectAccessible(portal);
});

test("who leads nothing of a space reads that, and may not write there", async () => {
  const portal = await showPortal("spaces", { ...OWNER, item: "spc_3" });
  expect(text(portal, `${ONE} >>> .note`)).toContain("You are not one of them");
  expect(findAll(portal, `${ONE} >>> .acts button`)).toHaveLength(0);
});

test("who manages all spaces acts in each as its owner", async () => {
  const portal = await showPortal("spaces", {
    roles: ["member"],
    scopes: ["spaces:manage"],
    item: "spc_3",
  });
  expect(text(portal, `${ONE} >>> dl`)).toContain("You act as Owner");
  await click(portal, `${ONE} >>> .choices button`, "Rule");
  await expectAccessible(portal);
});

test("a space that one may not know of is not there", async () => {
  const portal = await showPortal("spaces", { ...OWNER, item: "spc_9" });
  expect(text(portal, `${HERE} >>> .detail`)).toContain("This space is not here");
});
