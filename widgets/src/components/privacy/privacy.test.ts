import { expect, test } from "vitest";

import { askToKeep, freshHolds } from "../../../gallery/holds.ts";
import { FIRST, LOOKS, NO_POLICY_YET, POLICY, USES, WIDER } from "../../../gallery/policy.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { fetchKeeps } from "../../core/notices/fetching.ts";
import { ConnectionError } from "../../core/problems.ts";
import type { PolicyView } from "../../generated/wire.ts";
import { OnrecordPrivacy } from "./privacy.ts";

/** The portal of the gallery has other versions than the policy that is read here. */
function readers(store: FixtureStore): FixtureStore {
  const { call } = store.port;
  const listed = POLICY["policies.list"];
  store.port.call = (op, args) =>
    op === "policies.list" && listed
      ? (Promise.resolve(listed(store, {})) as ReturnType<typeof call<typeof op>>)
      : call(op, args);
  return store;
}

async function show(
  policy: PolicyView | null,
  width = 1200,
  store = new FixtureStore(),
): Promise<OnrecordPrivacy> {
  store.change((state) => ({ ...state, policy }));
  const centre = new OnrecordPrivacy();
  await mount(
    centre,
    { store: readers(store), lang: "en", home: "/chat/" },
    { width, height: 3200 },
  );
  await drawn(centre);
  return centre;
}

const text = (centre: OnrecordPrivacy, path: string): string =>
  (find(centre, path).textContent ?? "").replace(/\s+/g, " ");

test.each([360, 760, 1200])("it is whole at %i px, and axe finds nothing", async (width) => {
  const centre = await show(WIDER, width);
  expect(text(centre, "onrecord-reading >>> article")).toContain("at most 20");
  expect(text(centre, ".own")).toContain("Nobody has looked at your conversations");
  expect(find(centre, ".bar a").getAttribute("href")).toBe("/chat/");
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = centre;
  expect([scrollWidth, scrollHeight]).toEqual([clientWidth, clientHeight]);
  await expectAccessible(centre);
});

test("one's word is given here as well", async () => {
  const centre = await show(FIRST);
  find(centre, ".asking .primary").click();
  await drawn(centre);
  expect(text(centre, "onrecord-reading >>> article")).toContain("You acknowledged this version");
  expect(findAll(centre, ".asking")).toHaveLength(0);
});

test("every version that people read is opened, and no draft", async () => {
  const centre = await show(WIDER);
  const versions = findAll(centre, ".version");
  expect(versions.map((one) => one.querySelector("b")?.textContent)).toEqual([
    "Version 3",
    "Version 2",
    "Version 1",
  ]);
  versions[2]?.click();
  await drawn(centre);
  expect(text(centre, ".other")).toContain("Version 1 is no longer in force.");
  expect(text(centre, "onrecord-reading >>> article")).toContain("at most 5");
  expect(findAll(centre, ".asking")).toHaveLength(0);
  await expectAccessible(centre);
  versions[0]?.click();
  await drawn(centre);
  expect(text(centre, ".other")).toContain("Version 3 is not in force yet.");
  find(centre, ".other button").click();
  await drawn(centre);
  expect(text(centre, "onrecord-reading >>> article")).toContain("at most 20");
});

test("where there is no policy it says so, and still who can look", async () => {
  const centre = await show(NO_POLICY_YET);
  expect(text(centre, ".empty")).toContain("There is no policy yet");
  expect(text(centre, ".own")).toContain("Only the members of a conversation can read it");
  expect(findAll(centre, ".version")).toHaveLength(0);
  await expectAccessible(centre);
});

test("what could not be loaded is asked for again", async () => {
  const store = new FixtureStore();
  const { call } = store.port;
  store.port.call = () => Promise.reject(new ConnectionError("There is no network."));
  const centre = await show(null, 760, store);
  expect(text(centre, ".sheet .empty")).toContain("could not be loaded");
  store.port.call = call;
  find(centre, ".sheet .empty button").click();
  await drawn(centre);
  expect(text(centre, ".sheet .empty")).toContain("There is no policy yet");
});

test("each look stands there with its reason, and that one is kept back until when", async () => {
  const store = new FixtureStore();
  store.change((state) => ({ ...state, looks: LOOKS }));
  const centre = await show(WIDER, 1200, store);
  await drawn(centre);
  const [newer, older] = findAll(centre, ".look");
  expect(newer?.textContent).toContain("An investigation");
  expect(newer?.textContent).toContain("12 messages");
  expect(newer?.textContent).toContain("compliance officer");
  expect(older?.textContent).toContain("An emergency");
  expect(text(centre, ".kept")).toContain("1 more look is kept from you for now");
  await expectAccessible(centre);
  older?.querySelector("button")?.click();
  await drawn(centre);
  expect(text(centre, ".other")).toContain("Version 1");
});

test("what the app did in one's name stands there, and where it did nothing that", async () => {
  const store = new FixtureStore();
  const none = await show(WIDER, 1200, store);
  await expect.poll(() => text(none, ".beside")).toContain("This app has not acted in your name.");
  store.change((state) => ({ ...state, uses: USES }));
  await drawn(none);
  const lines = findAll(none, "[aria-labelledby=names] li");
  expect(lines.map((one) => one.querySelector("b")?.textContent)).toEqual(["orders", "payroll"]);
  expect(lines[0]?.textContent).toContain("from");
  await expectAccessible(none);
});

test("one signs out everywhere, after having read what that does and what not", async () => {
  const centre = await show(WIDER);
  const press = async (): Promise<void> => {
    find(centre, "[aria-labelledby=sessions] .end").click();
    await drawn(centre);
  };
  await press();
  expect(text(centre, "[aria-labelledby=sessions]")).toContain("it lets you in again");
  await expectAccessible(centre);
  await press();
  await expect
    .poll(() => text(centre, "[aria-labelledby=sessions]"))
    .toContain("You were signed out everywhere");
});

test("what one is asked to keep comes first, is read, and said to be known", async () => {
  freshHolds();
  askToKeep();
  const store = new FixtureStore();
  await fetchKeeps(store.port);
  const centre = await show(WIDER, 360, store);
  const shown = "onrecord-held >>> .line";
  await expect.poll(() => findAll(centre, shown)).toHaveLength(1);
  expect(text(centre, shown)).toContain("Keep letters and notes about order 1042");
  expect(text(centre, shown)).not.toContain("A claim of a customer");
  await expectAccessible(centre);
  find(centre, "onrecord-held >>> .button").click();
  await expect.poll(() => text(centre, shown)).toContain("You said on");
  expect(findAll(centre, "onrecord-held >>> .button")).toHaveLength(0);
  freshHolds();
});
