import { userEvent } from "vitest/browser";
import { beforeEach, expect, test } from "vitest";

import { freshTexts } from "../../../../gallery/texts.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import type { OnrecordAdmin } from "../admin.ts";

const HERE = "onrecord-admin-texts";
const officer = { roles: ["compliance_officer"], width: 360 };

async function tab(name: string, said: string, width = 360): Promise<OnrecordAdmin> {
  const portal = await showPortal("texts", { ...officer, width, item: name });
  expect(text(portal, `${HERE} >>> onrecord-admin-${name} >>> .list`)).toContain(said);
  return portal;
}

beforeEach(freshTexts);

const TABS = [
  ["senders", "60 a minute"],
  ["contacts", "Lena Brandt"],
  ["consents", "No more texts"],
  ["accounts", "Twilio"],
  ["hooks", "It waits until"],
] as const;

test.each(TABS)(
  "%s is whole on a phone and on a page, and axe finds nothing",
  async (name, said) => {
    for (const width of [360, 1200]) {
      const portal = await tab(name, said, width);
      const { scrollWidth, clientWidth } = find(portal, ".main");
      expect(scrollWidth).toBe(clientWidth);
      await expectAccessible(portal);
      portal.remove();
    }
  },
);

test("who only reads sees no accounts, and changes nothing", async () => {
  const portal = await showPortal("texts", { roles: ["auditor"] });
  const tabs = findAll(portal, `${HERE} >>> .choices button`).map((one) => one.textContent?.trim());
  expect(tabs).toEqual(["Numbers", "Campaigns", "People", "Consents"]);
  expect(findAll(portal, `${HERE} >>> onrecord-admin-senders >>> .head .primary`)).toHaveLength(0);
  findAll(portal, `${HERE} >>> onrecord-admin-senders >>> [data-row]`)[0]?.click();
  await settle(portal);
  expect(text(portal, `${HERE} >>> onrecord-admin-senders >>> .detail`)).toContain("2,000");
  expect(findAll(portal, `${HERE} >>> onrecord-admin-senders >>> .detail .acts`)).toHaveLength(0);
});

test("a number is paused, and another one added", async () => {
  const portal = await tab("senders", "Order desk");
  const inside = `${HERE} >>> onrecord-admin-senders`;
  findAll(portal, `${inside} >>> [data-row]`)[0]?.click();
  await settle(portal);
  expect(portal.item).toMatch(/^senders\.sms_/);
  await expectAccessible(portal);
  await click(portal, `${inside} >>> .detail .acts button`, "Pause");
  expect(text(portal, `${inside} >>> .detail .top`)).toContain("Paused");
  portal.go("texts", "senders.new");
  await settle(portal);
  await userEvent.fill(find(portal, `${inside} >>> #f-number`), "+493023125999");
  await userEvent.fill(find(portal, `${inside} >>> #f-name`), "Returns");
  await expectAccessible(portal);
  await click(portal, `${inside} >>> form [type=submit]`, "Add");
  expect(text(portal, `${inside} >>> .detail`)).toContain("Returns");
});

test("an account shows how it does and where it is called back, and never a secret", async () => {
  const portal = await tab("accounts", "Look at it");
  const inside = `${HERE} >>> onrecord-admin-accounts`;
  findAll(portal, `${inside} >>> [data-row]`)[0]?.click();
  await settle(portal);
  const said = text(portal, `${inside} >>> .detail`);
  for (const one of ["412", "sms/hooks/", "Nobody knows whether these texts were sent", "token"])
    expect(said).toContain(one);
  await click(portal, `${inside} >>> .acts button`, "Change settings");
  const secret = find<HTMLInputElement>(portal, `${inside} >>> [name="secrets/token"]`);
  expect([secret.type, secret.value]).toEqual(["password", ""]);
  await expectAccessible(portal);
});

test("what somebody said by mail is entered, and stands in the ledger", async () => {
  const portal = await tab("consents", "Agreed");
  const inside = `${HERE} >>> onrecord-admin-consents`;
  await click(portal, `${inside} >>> .head button`, "Enter what they said");
  await userEvent.fill(find(portal, `${inside} >>> #f-number`), "+4915112345678");
  await userEvent.selectOptions(find(portal, `${inside} >>> #f-means`), "mail");
  await userEvent.fill(find(portal, `${inside} >>> #f-words`), "Nothing any more, please.");
  await userEvent.selectOptions(find(portal, `${inside} >>> #f-kind`), "opt_out");
  await expectAccessible(portal);
  await click(portal, `${inside} >>> form [type=submit]`, "Enter it");
  findAll(portal, `${inside} >>> [data-row]`)[0]?.click();
  await settle(portal);
  expect(text(portal, `${inside} >>> .detail`)).toContain("Nothing any more, please.");
});

test("a number with another owner is asked about once more, and begins anew", async () => {
  const portal = await tab("contacts", "Lena Brandt");
  const inside = `${HERE} >>> onrecord-admin-contacts`;
  findAll(portal, `${inside} >>> [data-row]`)[0]?.click();
  await settle(portal);
  await click(portal, `${inside} >>> .acts button`, "The number has another owner");
  expect(text(portal, `${inside} >>> .detail`)).toContain("sees nothing of it");
  await expectAccessible(portal);
  await click(portal, `${inside} >>> .acts button`, "It has another owner");
  expect(portal.item).toMatch(/^contacts\.smc_/);
});

test("what a provider called with and could not be read is under refused", async () => {
  const portal = await tab("hooks", "What became of a text");
  const inside = `${HERE} >>> onrecord-admin-hooks`;
  await click(portal, `${inside} >>> .choices button`, "Refused");
  expect(text(portal, `${inside} >>> .list`)).toContain("It could not be read.");
});
