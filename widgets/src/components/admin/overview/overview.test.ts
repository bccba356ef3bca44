import { expect, test } from "vitest";

import { expectAccessible, findAll, mount } from "../../../../tests/support/mount.ts";
import { meAs } from "../../../../gallery/portal.ts";
import { WIDER } from "../../../../gallery/policy.ts";
import { FixtureStore } from "../../../../gallery/store.ts";
import { OnrecordAdmin } from "../admin.ts";
import { showPortal, text } from "../../../../tests/support/portal.ts";

const HERE = "onrecord-admin-overview";
const CASES = "Cases to review";

const works = (portal: HTMLElement): string[] =>
  findAll(portal, `${HERE} >>> .work b`).map((one) => one.textContent ?? "");

test.each([
  ["reviewer", true, "open what was found or reported"],
  ["privacy_officer", false, "approve policies, lists of words and requests"],
  ["auditor", false, "see requests, samples and cases without their words"],
  ["policy_author", false, "write policies and lists of words"],
])("%s reads of cases to review: %s", async (role, opens, said) => {
  const portal = await showPortal("overview", { roles: ["member", role] });
  await expect.poll(() => findAll(portal, `${HERE} >>> h3`).length).toBeGreaterThan(2);
  expect(works(portal).includes(CASES)).toBe(opens);
  expect(works(portal)).not.toContain(opens ? "Overdue reviews" : "Overdue cases");
  expect(text(portal, `${HERE} >>> section[aria-labelledby=duties]`)).toContain(said);
  await expectAccessible(portal);
});

test("who could say that the rules were kept opens nothing, whatever duties they hold besides", async () => {
  const portal = await showPortal("overview", { roles: ["auditor", "reviewer"] });
  expect(works(portal)).not.toContain(CASES);
  const duties = text(portal, `${HERE} >>> section[aria-labelledby=duties]`);
  expect(duties).toContain("Auditor");
  expect(duties).not.toContain("open what was found");
});

test("who is needed as a second person sees it beside each section, and why it is asked", async () => {
  const portal = await showPortal("overview", { roles: ["compliance_officer", "reviewer"] });
  await expect.poll(() => findAll(portal, "[part=badge]").length).toBeGreaterThan(1);
  expect(works(portal)).toContain("Cases to approve");
  expect(works(portal)).toContain("Legal holds to decide");
  expect(text(portal, "nav")).toContain("as the second person");
  await expectAccessible(portal);
});

test("a role that only the app knows is no duty", async () => {
  const portal = await showPortal("overview", { roles: ["member", "manager", "reviewer"] });
  const duties = text(portal, `${HERE} >>> section[aria-labelledby=duties]`);
  expect(duties).toContain("Reviewer");
  expect(duties).not.toContain("Manager");
});

test("nothing is said of what waits, is in force or is signed, before it is known", async () => {
  const store = new FixtureStore();
  const answer = store.port.call;
  const asked: string[] = [];
  store.port.call = ((name: never, values: never) => {
    asked.push(name);
    return name === "policies.get" ? new Promise(() => undefined) : answer(name, values);
  }) as typeof answer;
  store.change((state) => ({ ...state, policy: WIDER, me: meAs(["compliance_officer"]) }));
  const portal = new OnrecordAdmin();
  await mount(portal, { store, lang: "en", section: "overview" }, { width: 1200 });
  await expect.poll(() => findAll(portal, `${HERE} >>> h2`).length, { timeout: 9_000 }).toBe(1);
  const said = text(portal, `${HERE} >>> .column`);
  for (const word of ["Nothing waits", "There is none", "Nothing was signed"])
    expect(said.toLowerCase()).not.toContain(word.toLowerCase());
  expect(asked).not.toContain("grants.list");
});
