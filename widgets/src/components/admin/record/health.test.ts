import { beforeEach, expect, test, vi } from "vitest";

import { endCheck, fallIll, freshHealth, layBare } from "../../../../gallery/record_health.ts";
import { PLAIN_BRANDING } from "../../../../gallery/numbers.ts";
import { WIDER } from "../../../../gallery/policy.ts";
import { meAs } from "../../../../gallery/portal.ts";
import { FixtureStore } from "../../../../gallery/store.ts";
import { expectAccessible, find, findAll, mount } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import { parseProblem, RefusalError } from "../../../core/problems.ts";
import { OnrecordAdmin } from "../admin.ts";

const HEALTH = "onrecord-admin-record >>> onrecord-admin-health";
const WHOLE = `${HEALTH} >>> .column`;

beforeEach(freshHealth);

/** The section, with a port of which something else is asked. */
async function showWith(change: (port: FixtureStore["port"]) => void): Promise<OnrecordAdmin> {
  const store = new FixtureStore();
  const branding = { version: 1, branding: PLAIN_BRANDING, light: {}, dark: {} };
  const me = meAs(["auditor"]);
  store.change((state) => ({ ...state, branding, policy: WIDER, me }));
  change(store.port);
  const portal = new OnrecordAdmin();
  await mount(portal, { store, lang: "en", section: "record" }, { width: 1200, height: 1600 });
  await settle(portal);
  return portal;
}

test("a sound record says so, with its last check, its keys, its witnesses and its journals", async () => {
  for (const width of [360, 1200]) {
    const portal = await showPortal("record", { roles: ["auditor"], width });
    const said = text(portal, WHOLE);
    for (const one of [
      ...["Record sound", "The app, by itself", "4,930 entries, 3,018 versions of messages"],
      ...["1 minute", "c4d2b7e8", "Signs now", "Retired", "Bucket keep.example.org"],
      ...["Mailbox audit@example.org", "Time stamps tsa.example.org", "Has all before entry 5,228"],
      ...["2 entries follow; the oldest to deliver has waited for 2 minutes."],
    ])
      expect(said).toContain(one);
    expect(findAll(portal, `${HEALTH} >>> .note.warn`)).toHaveLength(0);
    const { scrollWidth, clientWidth } = find(portal, ".main");
    expect(scrollWidth).toBe(clientWidth);
    await expectAccessible(portal);
    portal.remove();
  }
});

test("only who answers for the record sees how it stands; everybody else sees the section as it was", async () => {
  for (const role of ["compliance_officer", "privacy_officer", "tenant_owner", "auditor"]) {
    const portal = await showPortal("record", { roles: [role] });
    expect(findAll(portal, HEALTH)).toHaveLength(1);
    portal.remove();
  }
  for (const roles of [["investigator"], ["policy_author"], ["member"]]) {
    const portal = await showPortal("record", { roles });
    expect(findAll(portal, HEALTH)).toHaveLength(0);
    expect(text(portal, "onrecord-admin-record >>> .column")).toContain("Prove an entry");
    portal.remove();
  }
});

test("what is wrong says since when, why, and what to do", async () => {
  fallIll();
  for (const width of [360, 1200]) {
    const portal = await showPortal("record", { roles: ["compliance_officer"], width });
    const said = text(portal, WHOLE);
    for (const one of [
      ...["Check failed", "leaf_differs × 2", "onrecord verify", "1 self-check in the database"],
      ...["New entries are not being signed. 3 witnesses need a look. 1 journal needs a look."],
      ...["at 19 tries in a row. The place is not there", "Not believed", "No longer set up"],
      ...["842 entries follow; the oldest to deliver has waited for 10 hours. Late since"],
      ...["It does not let this app in", "refused 2 parcels for good", "does not vouch for it"],
    ])
      expect(said).toContain(one);
    await expectAccessible(portal);
    portal.remove();
  }
});

test("where nothing is set up, what that means is said", async () => {
  layBare();
  const portal = await showPortal("record", { roles: ["auditor"] });
  const said = text(portal, WHOLE);
  expect(said).toContain("Never checked");
  expect(said).toContain("No keys are set up");
  expect(findAll(portal, `${HEALTH} >>> details`)).toHaveLength(0);
  await expectAccessible(portal);
});

test("a check is begun, followed to its end, and stands among the earlier ones", async () => {
  const later: (() => void)[] = [];
  const portal = await showWith((port) => {
    port.after = (_, run) => {
      later.push(run);
      return () => undefined;
    };
  });
  await click(portal, `${HEALTH} >>> summary`, "Earlier self-checks");
  await expect.poll(() => findAll(portal, `${HEALTH} >>> .earlier li`).length).toBe(3);
  await click(portal, `${HEALTH} >>> .acts button`, "Check now");
  expect(text(portal, `${HEALTH} >>> .running`)).toContain("2,000 of 5,230 entries");
  expect(find<HTMLButtonElement>(portal, `${HEALTH} >>> .acts button`).disabled).toBe(true);
  await expectAccessible(portal);
  endCheck();
  later.at(-1)?.();
  await expect.poll(() => findAll(portal, `${HEALTH} >>> .running`).length).toBe(0);
  await expect.poll(() => findAll(portal, `${HEALTH} >>> .earlier li`).length).toBe(4);
  expect(text(portal, WHOLE)).toContain("Begun by Ana");
});

test("what was refused is said, and asked for again", async () => {
  const refused = new RefusalError(parseProblem(403, { detail: "Not for you." }));
  let fails = true;
  const portal = await showWith((port) => {
    const answer = port.call.bind(port);
    const moody = (name: never, values: never): unknown =>
      name === "record.health" && fails ? Promise.reject(refused) : answer(name, values);
    port.call = moody as typeof answer;
  });
  expect(text(portal, WHOLE)).toContain("Not for you.");
  await expectAccessible(portal);
  fails = false;
  await click(portal, `${HEALTH} >>> .empty button`, "Try again");
  await vi.waitFor(() => expect(text(portal, WHOLE)).toContain("Record sound"));
});

test("a check that is refused leaves what is known where it is", async () => {
  const refused = new RefusalError(parseProblem(503, { detail: "Not now." }));
  const portal = await showWith((port) => {
    port.create = () => Promise.reject(refused);
  });
  await click(portal, `${HEALTH} >>> .acts button`, "Check now");
  expect(text(portal, `${HEALTH} >>> [role=alert]`)).toContain("Not now.");
  expect(text(portal, WHOLE)).toContain("Record sound");
});
