import { beforeEach, expect, test } from "vitest";

import { GRANTS, fresh } from "../../../../gallery/portal.ts";
import type { FixtureStore } from "../../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, press } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";

const [ASKED, MINE, OPEN, BROKEN] = GRANTS;
const HERE = "onrecord-admin-requests";

beforeEach(fresh);

test.each([360, 760, 1200])("a request is whole at %i px, and axe finds nothing", async (width) => {
  const portal = await showPortal("requests", {
    roles: ["compliance_officer"],
    item: ASKED?.id ?? null,
    width,
  });
  const scope = text(portal, `${HERE} >>> .scope`);
  expect(scope).toContain("Ben Okafor");
  expect(scope).toContain("7 days");
  expect(text(portal, `${HERE} >>> .detail`)).toContain("30 days at most");
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});

test("who may decide approves exactly the scope that they read", async () => {
  const portal = await showPortal("requests", {
    roles: ["compliance_officer"],
    item: ASKED?.id ?? null,
  });
  await click(portal, `${HERE} >>> .decision button`, "Approve exactly this");
  expect(text(portal, `${HERE} >>> .detail`)).toContain("Open until");
  expect(findAll(portal, `${HERE} >>> .decision .primary`)).toHaveLength(0);
});

test("what somebody else decides shows on a page that is looked at", async () => {
  const id = ASKED?.id ?? "";
  const portal = await showPortal("requests", { roles: ["compliance_officer"], item: id });
  expect(text(portal, `${HERE} >>> .detail`)).toContain("Approve exactly this");
  const port = (portal.store as FixtureStore).port;
  await port.call("grants.approve", { grant_id: id, scope_hash: ASKED?.scope_hash ?? "" });
  expect(text(portal, `${HERE} >>> .detail`)).toContain("Approve exactly this");
  document.dispatchEvent(new Event("visibilitychange"));
  await expect.poll(() => text(portal, `${HERE} >>> .detail`)).toContain("Open until");
});

test("a denial has a reason, and what the server refuses stands at its field", async () => {
  const portal = await showPortal("requests", {
    roles: ["compliance_officer"],
    item: ASKED?.id ?? null,
  });
  await click(portal, `${HERE} >>> .decision button`, "Deny");
  const area = find<HTMLTextAreaElement>(portal, `${HERE} >>> .decision textarea`);
  area.value = "The scope names people who have no part in it.";
  area.dispatchEvent(new InputEvent("input"));
  await click(portal, `${HERE} >>> .decision button`, "Deny");
  expect(text(portal, `${HERE} >>> .detail`)).toContain("who have no part in it");
});

test("a request is denied and an open access ended, each by a button that says so", async () => {
  const acts = `${HERE} >>> .decision .acts`;
  const officer = { roles: ["compliance_officer"] };
  const asked = await showPortal("requests", { ...officer, item: ASKED?.id ?? null });
  expect(text(asked, acts)).toContain("Deny the request");
  expect(text(asked, acts)).not.toContain("access");
  const mine = await showPortal("requests", { roles: ["investigator"], item: MINE?.id ?? null });
  expect(text(mine, acts)).toContain("Take the request back");
  const open = await showPortal("requests", { roles: ["investigator"], item: OPEN?.id ?? null });
  expect(text(open, acts)).toContain("I am done");
});

test("nobody decides about what they asked for, and they are told before they try", async () => {
  const portal = await showPortal("requests", { roles: ["investigator"], item: MINE?.id ?? null });
  expect(text(portal, `${HERE} >>> .decision`)).toContain("somebody else decides");
  expect(text(portal, `${HERE} >>> .decision .acts`)).not.toContain("Approve");
});

test("who asked reads under an open grant, and is told that it is on the record", async () => {
  const portal = await showPortal("requests", { roles: ["investigator"], item: OPEN?.id ?? null });
  await click(portal, `${HERE} >>> .decision button`, "Read");
  const inside = `${HERE} >>> onrecord-admin-granted`;
  expect(text(portal, `${inside} >>> .column`)).toContain("on the record");
  expect(text(portal, `${inside} >>> .column`)).toContain("1 conversation is left out");
  findAll(portal, `${inside} >>> [data-row]`)[0]?.click();
  await settle(portal);
  expect(findAll(portal, `${inside} >>> .lines li`)).toHaveLength(3);
  expect(text(portal, `${inside} >>> .lines`)).toContain("Monday already");
  await expectAccessible(portal);
});

test.each([360, 1200])("what a grant opens is searched, at %i px", async (width) => {
  const portal = await showPortal("requests", {
    roles: ["investigator"],
    item: OPEN?.id ?? null,
    width,
  });
  await click(portal, `${HERE} >>> .decision button`, "Read");
  const inside = `${HERE} >>> onrecord-admin-granted >>> onrecord-admin-hits`;
  expect(text(portal, `${inside} >>> form`)).toContain("hears of it");
  const field = find<HTMLInputElement>(portal, `${inside} >>> input`);
  field.value = "monday";
  field.dispatchEvent(new InputEvent("input"));
  await settle(portal);
  await click(portal, `${inside} >>> form button`, "Search");
  expect(text(portal, `${inside} >>> [role=status]`)).toContain("2 messages found.");
  expect(text(portal, `${inside} >>> mark`)).toBe("Monday");
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
  findAll(portal, `${inside} >>> .one`)[0]?.click();
  await settle(portal);
  expect(findAll(portal, `${HERE} >>> onrecord-admin-granted >>> .lines li`)).toHaveLength(3);
});

test("an emergency is reviewed by somebody else", async () => {
  const portal = await showPortal("requests", {
    roles: ["privacy_officer"],
    item: BROKEN?.id ?? null,
  });
  await click(portal, `${HERE} >>> .decision button`, "Review the emergency");
  const area = find<HTMLTextAreaElement>(portal, `${HERE} >>> .decision textarea`);
  area.value = "A real threat; the police took over.";
  area.dispatchEvent(new InputEvent("input"));
  await click(portal, `${HERE} >>> .decision button`, "Review the emergency");
  expect(text(portal, `${HERE} >>> .detail`)).toContain("the police took over");
});

test("one asks for what the policy lets one ask, and no longer than it lets one", async () => {
  const portal = await showPortal("requests", { roles: ["investigator"], item: "new" });
  const form = `${HERE} >>> onrecord-admin-ask`;
  expect(
    findAll(portal, `${form} >>> select[name=lasts] option`).map((one) => one.textContent?.trim()),
  ).toEqual(["1 hour", "1 day", "3 days", "7 days", "14 days", "30 days"]);
  await expectAccessible(portal);
  const reason = find<HTMLTextAreaElement>(portal, `${form} >>> textarea[name=reason]`);
  find<HTMLFormElement>(portal, `${form} >>> form`).noValidate = true;
  reason.value = "Short";
  await click(portal, `${form} >>> button`, "Send the request");
  expect(text(portal, `${form} >>> .wrong`)).toContain("10 characters at least");
  expect(reason.getAttribute("aria-invalid")).toBe("true");
  reason.value = "A claim about order 1042";
  const [since, until] = ["since", "until"].map((name) =>
    find<HTMLInputElement>(portal, `${form} >>> [name=${name}]`),
  );
  if (!since || !until) throw new Error("there are no dates");
  [since.value, until.value] = ["2026-03-02", "2026-03-01"];
  await click(portal, `${form} >>> button`, "Send the request");
  expect(text(portal, `${form} >>> .wrong`)).toContain("before the one that it begins with");
  until.value = "2026-03-03";
  until.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await settle(portal);
  expect(findAll(portal, `${form} >>> .wrong`)).toHaveLength(0);
  await click(portal, `${form} >>> button`, "Send the request");
  expect(text(portal, `${form} >>> .problem`)).toContain("nobody looks at everything");
  const places = `${form} >>> onrecord-admin-places`;
  const name = find<HTMLInputElement>(portal, `${places} >>> input`);
  name.value = `cnv_${"0".repeat(32)}`;
  name.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await click(portal, `${places} >>> button`, "Find");
  await click(portal, `${form} >>> button`, "Send the request");
  expect(text(portal, `${HERE} >>> .detail`)).toContain("A claim about order 1042");
});

test("what to ask for is found by who shares it, or by a name, and chosen", async () => {
  const portal = await showPortal("requests", { roles: ["investigator"], item: "new" });
  const form = `${HERE} >>> onrecord-admin-ask`;
  const inside = `${form} >>> onrecord-admin-places`;
  await click(portal, `${inside} >>> button`, "Find");
  expect(text(portal, `${inside} >>> [role=status]`)).toContain("3 conversations");
  expect(text(portal, `${inside} >>> .found`)).toContain("Between two");
  expect(text(portal, `${inside} >>> .found`)).toContain("Dispatch · Warehouse");
  expect(text(portal, `${inside} >>> .found`)).not.toContain("cnv_");
  await click(portal, `${inside} >>> .option`, "Between two");
  expect(text(portal, `${inside} >>> .taken`)).toContain("2 people");
  await expectAccessible(portal);
  const lasts = find<HTMLSelectElement>(portal, `${form} >>> select[name=lasts]`);
  expect(lasts.value).toBe("P7D");
  expect(text(portal, `${form} >>> form`)).toContain("Counted from the last approval");
  find<HTMLTextAreaElement>(portal, `${form} >>> textarea[name=reason]`).value =
    "A claim about order 1042";
  await click(portal, `${form} >>> button`, "Send the request");
  expect(text(portal, `${HERE} >>> .scope`)).not.toContain("Group");
  expect(text(portal, `${HERE} >>> .list`)).toContain("Ben Okafor");
});

test("what is about a record of the app is found by its kind and key, and nothing is said of what one may not ask for", async () => {
  const portal = await showPortal("requests", { roles: ["investigator"], item: "new" });
  const inside = `${HERE} >>> onrecord-admin-ask >>> onrecord-admin-places`;
  const name = find<HTMLInputElement>(portal, `${inside} >>> input`);
  for (const about of ["order:9", "order:1042"]) {
    name.value = about;
    name.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await click(portal, `${inside} >>> button`, "Find");
    expect(text(portal, `${inside} >>> [role=status]`)).toContain(
      about === "order:9" ? "no conversation about order:9" : "order:1042",
    );
  }
  await click(portal, `${inside} >>> .option`, "order:1042");
  expect(findAll(portal, `${inside} >>> .found`)).toHaveLength(0);
  expect(text(portal, `${inside} >>> .taken`)).toContain("order:1042");
  await expectAccessible(portal);
});

test("who asked sees at once what became of it, and first what they can do now", async () => {
  const portal = await showPortal("requests", { roles: ["investigator"], item: MINE?.id ?? null });
  const states = findAll(portal, `${HERE} >>> .list .badge`).map((one) => one.textContent);
  expect(states).toEqual(["Open", "Waiting", "Waiting"]);
  const { store } = portal as unknown as { store: FixtureStore };
  await store.port.create("grants.deny", { grant_id: MINE?.id ?? "", reason: "Too many people" });
  store.change((state) => ({ ...state, grantsAt: 901 }));
  await settle(portal);
  expect(text(portal, `${HERE} >>> .detail`)).toContain("Denied");
  portal.go("overview");
  await settle(portal);
  const overview = "onrecord-admin-overview >>> ";
  expect(text(portal, `${overview}.all`)).toContain("Open for you");
  expect(text(portal, `${overview}.all`)).toContain("Ends on");
  expect(text(portal, `${overview}[aria-labelledby=asked]`)).toContain("Too many people");
  await expectAccessible(portal);
});

test("j and k lead through the list, and the section is shown to those with a duty alone", async () => {
  const portal = await showPortal("requests", { roles: ["compliance_officer"] });
  const rows = findAll(portal, `${HERE} >>> [data-row]`);
  rows[0]?.focus();
  press(rows[0] as HTMLElement, "j");
  expect(find(portal, HERE).shadowRoot?.activeElement).toBe(rows[1]);
  const other = await showPortal("requests", { roles: ["member"] });
  other.go("overview");
  await settle(other);
  expect(text(other, "nav")).not.toContain("Requests");
  expect(text(other, "onrecord-admin-overview >>> .column")).toContain("You have no duty here");
});

test("the overview counts what waits and leads there", async () => {
  const portal = await showPortal("requests", { roles: ["compliance_officer", "reviewer"] });
  portal.go("overview");
  await settle(portal);
  const works = findAll(portal, "onrecord-admin-overview >>> .work");
  expect(works.map((one) => one.querySelector(".count")?.textContent)).toEqual([
    "1",
    "3",
    "3",
    "2",
    "1",
    "1",
    "1",
    "1",
    "3",
    "1",
    "1",
    "1",
    "1",
  ]);
  await expectAccessible(portal);
  works[5]?.click();
  await settle(portal);
  expect([portal.section, portal.item]).toEqual(["requests", ASKED?.id]);
});

test("what comes late of one conversation does not stand in another", async () => {
  const portal = await showPortal("requests", { roles: ["investigator"], item: OPEN?.id ?? null });
  await click(portal, `${HERE} >>> .decision button`, "Read");
  const inside = `${HERE} >>> onrecord-admin-granted`;
  const port = (portal.store as FixtureStore).port;
  const answer = port.call;
  const late: (() => void)[] = [];
  const slow = async (...asked: Parameters<typeof answer>): Promise<unknown> => {
    if (asked[0] === "grants.messages") await new Promise<void>((done) => late.push(done));
    const page = (await answer(...asked)) as { title: string };
    return asked[0] === "grants.messages" ? { ...page, title: `Page ${late.length}` } : page;
  };
  port.call = slow as typeof answer;
  findAll(portal, `${inside} >>> [data-row]`)[0]?.click();
  await drawn(portal);
  find(portal, `${inside} >>> .top .icon`).click();
  await drawn(portal);
  port.call = answer;
  findAll(portal, `${inside} >>> [data-row]`)[1]?.click();
  await settle(portal);
  expect(text(portal, `${inside} >>> h4`)).toBe("Order 1042");
  late.forEach((done) => done());
  await settle(portal);
  expect(text(portal, `${inside} >>> h4`)).toBe("Order 1042");
  expect(findAll(portal, `${inside} >>> .lines li`)).toHaveLength(3);
});
