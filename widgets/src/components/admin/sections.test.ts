import { beforeEach, expect, test } from "vitest";

import { freshLists } from "../../../gallery/numbers.ts";
import { WIDER } from "../../../gallery/policy.ts";
import { meAs } from "../../../gallery/portal.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../tests/support/portal.ts";
import { parseProblem, RefusalError } from "../../core/problems.ts";
import type { PolicyVersionDetail } from "../../generated/wire.ts";
import type { OnrecordPeople } from "../people/people.component.ts";
import { OnrecordAdmin } from "./admin.ts";

const WORDS = "onrecord-admin-lexicons";

beforeEach(freshLists);

const SECTIONS: readonly (readonly [string, string])[] = [
  ["samples", "5 %"],
  ["watchers", "Rarely finds"],
  ["reach", "Acknowledgement missing"],
  ["transparency", "<5"],
  ["people", "Farid Haddad"],
  ["record", "Newest checkpoint"],
];

test("what is not among one's duties says so, whatever the address", async () => {
  const portal = await showPortal("branding", { roles: ["member"] });
  expect(text(portal, ".main")).toContain("This is not among your duties");
  expect(findAll(portal, "onrecord-admin-branding")).toHaveLength(0);
  await expectAccessible(portal);
});

test("no section is offered before it is known which there are", async () => {
  const store = new FixtureStore();
  const given: ((found: PolicyVersionDetail) => void)[] = [];
  const late = new Promise<PolicyVersionDetail>((resolve) => given.push(resolve));
  const answer = store.port.call.bind(store.port);
  const slow = (name: never, values: never): unknown =>
    name === "policies.get" ? late : answer(name, values);
  store.port.call = slow as typeof answer;
  store.change((state) => ({ ...state, policy: WIDER, me: meAs(["compliance_officer"]) }));
  const portal = new OnrecordAdmin();
  await mount(portal, { store, lang: "en", section: "transparency" }, { width: 1200 });
  await expect.poll(() => findAll(portal, "onrecord-admin-transparency")).toHaveLength(1);
  expect(findAll(portal, ".way")).toHaveLength(0);
  given[0]?.(await answer("policies.get", { version: 1 }));
  await expect.poll(() => findAll(portal, ".way").length).toBeGreaterThan(5);
});

test.each(SECTIONS)(
  "%s is whole on a phone and on a page, and axe finds nothing",
  async (name, said) => {
    for (const width of [360, 1200]) {
      const portal = await showPortal(name, { roles: ["auditor", "investigator"], width });
      expect(text(portal, `onrecord-admin-${name} >>> *:last-of-type`)).toContain(said);
      const { scrollWidth, clientWidth } = find(portal, ".main");
      expect(scrollWidth).toBe(clientWidth);
      if (width === 360) await expectAccessible(portal);
      portal.remove();
    }
  },
);

test("what waits is counted beside the sections, and makes no phone's page wider", async () => {
  const roles = ["compliance_officer", "investigator"];
  const portal = await showPortal("overview", { roles, width: 360 });
  await expect.poll(() => findAll(portal, ".way .count").length).toBeGreaterThan(2);
  const page = document.documentElement;
  expect(Math.max(page.scrollWidth, portal.scrollWidth)).toBeLessThanOrEqual(
    Math.max(page.clientWidth, portal.clientWidth),
  );
});

test("a file is looked through, brought, and what was not understood is listed", async () => {
  const roles = ["compliance_officer"];
  const portal = await showPortal("imports", { roles, width: 360 });
  const shown = "onrecord-admin-imports >>> .detail";
  await expectAccessible(portal);
  findAll(portal, "onrecord-admin-imports >>> [data-row]")[0]?.click();
  await settle(portal);
  await click(portal, `${shown} button`, "Look through it");
  expect(text(portal, shown)).toContain("120 messages");
  expect(text(portal, shown)).toContain("1 place was not understood");
  await expectAccessible(portal);
  await click(portal, `${shown} button`, "Bring it under the record");
  await settle(portal);
  expect(text(portal, shown)).toContain("Done");
  expect(text(portal, shown)).toContain("Line 7");
  await expectAccessible(portal);
});

test("a file is chosen, kept, and shown", async () => {
  const portal = await showPortal("imports", { roles: ["compliance_officer"], item: "new" });
  await expectAccessible(portal);
  const field = find<HTMLInputElement>(portal, "onrecord-admin-imports >>> #f-file");
  const files = new DataTransfer();
  files.items.add(new File(["13/06/18, 21:25 - A: x"], "_chat.txt"));
  field.files = files.files;
  await click(portal, "onrecord-admin-imports >>> .detail button", "Keep the file");
  await settle(portal);
  expect(text(portal, "onrecord-admin-imports >>> .detail")).toContain("Look through it");
  const zone = find<HTMLInputElement>(portal, "onrecord-admin-imports >>> #f-tz");
  expect(zone.value, "the zone is asked for and never guessed").toBe("");
});

test("a list is tried on a text, counted, and approved by somebody else", async () => {
  const portal = await showPortal("lexicons", { roles: ["privacy_officer"], item: "market-abuse" });
  await expectAccessible(portal);
  await click(portal, `${WORDS} >>> .choices button`, "Try");
  const area = find<HTMLTextAreaElement>(portal, `${WORDS} >>> #tried`);
  area.value = "It is a guaranteed profit.";
  area.dispatchEvent(new InputEvent("input"));
  await new Promise((resolve) => setTimeout(resolve, 400));
  await settle(portal);
  expect(text(portal, `${WORDS} >>> mark`)).toBe("guaranteed profit");
  await click(portal, `${WORDS} >>> .choices button`, "Last 30 days");
  await click(portal, `${WORDS} >>> button`, "Count the last 30 days");
  expect(text(portal, `${WORDS} >>> .detail`)).toContain("15 of 4,120 messages");
  await click(portal, `${WORDS} >>> .decision button`, "Approve this version");
  expect(text(portal, `${WORDS} >>> .detail .top`)).toContain("In force");
});

test("its author writes terms, and approves nothing", async () => {
  const portal = await showPortal("lexicons", { roles: ["policy_author"], item: "market-abuse" });
  expect(text(portal, `${WORDS} >>> .decision`)).not.toContain("Approve");
  await click(portal, `${WORDS} >>> .decision button`, "Edit");
  const terms = `${WORDS} >>> onrecord-admin-terms`;
  await click(portal, `${terms} >>> button`, "Add a term");
  await expectAccessible(portal);
  const field = find<HTMLInputElement>(portal, `${terms} >>> .term input`);
  field.value = "off the books";
  field.dispatchEvent(new InputEvent("input"));
  await click(portal, `${terms} >>> button`, "Keep as a draft");
  const words = findAll(portal, `${WORDS} >>> .word`).map((one) => one.textContent);
  expect(words[0]).toBe("off the books");
});

test("a colour that cannot be read is measured while it is picked, and one that can is offered", async () => {
  const portal = await showPortal("branding", { roles: ["member"], scopes: ["branding:write"] });
  const here = "onrecord-admin-branding";
  expect(findAll(portal, `${here} >>> onrecord-chat`)).toHaveLength(2);
  const accent = find<HTMLInputElement>(portal, `${here} >>> #f-branding-light-accent`);
  accent.value = "#ffe14d";
  accent.dispatchEvent(new InputEvent("change"));
  const judged = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));
  await judged();
  await settle(portal);
  const worn = find(portal, `${here} >>> onrecord-chat`);
  expect(getComputedStyle(worn).getPropertyValue("--onrecord-accent")).toBe("#ffe14d");
  expect(text(portal, `${here} >>> .pairs`)).toContain("Contrast 1.3, at least 3 is needed");
  await expectAccessible(portal);
  await click(portal, `${here} >>> .pairs button`, "Take #a68d00");
  await judged();
  await settle(portal);
  expect(findAll(portal, `${here} >>> .pairs button`)).toHaveLength(0);
  expect(text(portal, `${here} >>> .changes`)).toContain("#a68d00");
  await expectAccessible(portal);
  await click(portal, `${here} >>> .acts button`, "One step back");
  expect(text(portal, `${here} >>> .changes`)).toContain("#ffe14d");
  await click(portal, `${here} >>> .acts button`, "One step back");
  expect(findAll(portal, `${here} >>> .changes`)).toHaveLength(0);
});

test("what is no colour, and an empty name, stay in their fields and are not saved", async () => {
  const portal = await showPortal("branding", { roles: ["member"], scopes: ["branding:write"] });
  const here = "onrecord-admin-branding";
  const save = `${here} >>> button[type=submit]`;
  const accent = find<HTMLInputElement>(portal, `${here} >>> #f-branding-light-accent`);
  accent.value = "green";
  accent.dispatchEvent(new InputEvent("change"));
  await settle(portal);
  expect(accent.value).toBe("green");
  expect(text(portal, `${here} >>> #f-branding-light-accent-said`)).toContain("is not a colour");
  expect(find<HTMLButtonElement>(portal, save).disabled).toBe(true);
  expect(text(portal, `${here} >>> #why`)).toContain("Cannot be saved yet");
  accent.value = "";
  accent.dispatchEvent(new InputEvent("change"));
  const name = find<HTMLInputElement>(portal, `${here} >>> #f-branding-product_name`);
  name.value = " ";
  name.dispatchEvent(new InputEvent("input"));
  await settle(portal);
  expect(text(portal, `${here} >>> #f-branding-product_name-said`)).toContain("needs a name");
  expect(find<HTMLButtonElement>(portal, save).disabled).toBe(true);
});

test("an older look says what it changed, is looked at, and is taken back", async () => {
  const portal = await showPortal("branding", { roles: ["member"], scopes: ["branding:write"] });
  const here = "onrecord-admin-branding";
  await click(portal, `${here} >>> .choices button`, "Versions");
  const list = `${here} >>> onrecord-admin-branding-versions`;
  const [newest, first] = findAll(portal, `${list} >>> li.card`).map((one) => one.textContent);
  expect(newest).toContain("In force");
  expect(newest?.replace(/\s+/g, " ")).toContain("Light, Accent: #0a6b4d derived");
  expect(first).toContain("The app");
  await expectAccessible(portal);
  await click(portal, `${list} >>> li:last-of-type button`, "Look at it");
  await click(portal, `${here} >>> .choices button`, "Look");
  expect(text(portal, `${here} >>> .changes`)).toContain("Corners: 8 px 4 px");
  await click(portal, `${here} >>> .choices button`, "Versions");
  await click(portal, `${list} >>> .acts button`, "Bring it back");
  expect(text(portal, `${list} >>> [role=status]`)).toContain("Version 1 is back");
});

test.each([360, 1200])(
  "an auditor searches the trail, which names nobody protected, at %i px",
  async (width) => {
    const portal = await showPortal("record", { roles: ["auditor"], width });
    const trail = "onrecord-admin-record >>> onrecord-admin-trail";
    await click(portal, `${trail} >>> form button`, "Search");
    expect(text(portal, `${trail} >>> [role=status]`)).toContain("3 entries");
    const rows = findAll(portal, `${trail} >>> .entries li`);
    expect(rows[1]?.textContent).toContain("Protected");
    find<HTMLDetailsElement>(portal, `${trail} >>> details`).open = true;
    await expectAccessible(portal);
    const { scrollWidth, clientWidth } = find(portal, ".main");
    expect(scrollWidth).toBe(clientWidth);
    find<HTMLSelectElement>(portal, `${trail} >>> select`).value = "grant";
    await click(portal, `${trail} >>> form button`, "Search");
    expect(text(portal, `${trail} >>> [role=status]`)).toContain("1 entry");
    find<HTMLDetailsElement>(portal, `${trail} >>> details`).open = true;
    await click(portal, `${trail} >>> .entries button`, "Prove this entry");
    expect(text(portal, "onrecord-admin-record >>> pre")).toContain('"position"');
    const others = await showPortal("record", { roles: ["compliance_officer"] });
    expect(findAll(others, `onrecord-admin-record >>> onrecord-admin-trail`)).toHaveLength(0);
  },
);

test("a search of the trail that is refused shows nothing of the one before", async () => {
  const portal = await showPortal("record", { roles: ["auditor"] });
  const trail = "onrecord-admin-record >>> onrecord-admin-trail";
  await click(portal, `${trail} >>> form button`, "Search");
  expect(findAll(portal, `${trail} >>> .entries li`)).toHaveLength(3);
  const field = find<OnrecordPeople>(portal, `${trail} >>> onrecord-people`);
  expect((await field.search("nobody-of-this-id"))[0]?.id).toBe("nobody-of-this-id");
  const asked: unknown[] = [];
  (portal.store as FixtureStore).port.call = (_, values) => {
    asked.push(values);
    return Promise.reject(new RefusalError(parseProblem(422, { detail: "It is refused." })));
  };
  field.dispatchEvent(new CustomEvent("change", { detail: [{ id: "rita", name: "Rita" }] }));
  await click(portal, `${trail} >>> form button`, "Search");
  expect(asked).toContainEqual(expect.objectContaining({ actor: "rita" }));
  expect(text(portal, `${trail} >>> form`)).toContain("It is refused.");
  expect(text(portal, `${trail} >>> form`)).not.toContain("JSON lines");
  expect(findAll(portal, `${trail} >>> .entries li`)).toHaveLength(0);
});

test("a drawn period says what ended it, and until when it is looked at", async () => {
  const portal = await showPortal("samples", { roles: ["auditor"] });
  findAll(portal, "onrecord-admin-samples >>> [data-row]")[0]?.click();
  await settle(portal);
  const said = text(portal, "onrecord-admin-samples >>> .detail");
  expect(said).toContain("Its time was over");
  expect(said).toContain("To be looked at until");
  expect(said).not.toContain("Ends");
});

test("numbers say of which days they are, and when the next ones come", async () => {
  const portal = await showPortal("transparency", { roles: ["member"] });
  const said = text(portal, "onrecord-admin-transparency >>> .column");
  expect(said).toMatch(/Counted from \w+day, .* until \w+day, .* when the week began\./);
  expect(said).toMatch(/The next numbers come on \w+day, /);
});

test.each(["ltr", "rtl"])("the line of sections fades where it goes on, %s", async (dir) => {
  const portal = await showPortal("overview", { roles: ["auditor", "reviewer"], width: 360 });
  find(portal, ".page").dir = dir;
  const line = find(portal, "nav");
  const edges = (): string[] => ["before", "after"].filter((one) => line.classList.contains(one));
  await expect.poll(edges).toEqual(["after"]);
  const way = dir === "rtl" ? -1 : 1;
  line.scrollLeft = way * 60;
  await expect.poll(edges).toEqual(["before", "after"]);
  line.scrollLeft = way * line.scrollWidth;
  await expect.poll(edges).toEqual(["before"]);
  expect(getComputedStyle(line).maskImage).toContain(dir === "rtl" ? "to left" : "to right");
  const wide = await showPortal("overview", { roles: ["auditor"], width: 1200 });
  expect(getComputedStyle(find(wide, "nav")).maskImage).toBe("none");
});
