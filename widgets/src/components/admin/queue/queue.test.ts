import { render } from "lit";
import { beforeEach, expect, test, vi } from "vitest";

import { CASES, addRarer, freshCases } from "../../../../gallery/cases.ts";
import type { FixtureStore } from "../../../../gallery/store.ts";
import { expectAccessible, find, findAll, press } from "../../../../tests/support/mount.ts";
import { settle, showPortal, text } from "../../../../tests/support/portal.ts";
import type { OnrecordAdmin } from "../admin.ts";
import type { Case, OpenedCase } from "../../../generated/wire.ts";
import type { AdminSection } from "../section.ts";
import { pieces } from "./pieces.ts";
import { conversation } from "./shown.ts";
import { dueAt } from "./tones.ts";

const HERE = "onrecord-admin-queue";
const CASE = `${HERE} >>> onrecord-admin-case`;
const [FOUND, REPORTED, , APPEALED, DISPUTED, SECONDED] = CASES;

beforeEach(freshCases);

const show = (item: string | null = null, width = 1200): Promise<OnrecordAdmin> =>
  showPortal("queue", { roles: ["investigator"], item, width, height: 2_000 });

/** Presses a key wherever the focus is, as a person does. */
async function key(portal: OnrecordAdmin, name: string): Promise<void> {
  let at: Element | null = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const target = at instanceof HTMLElement && at !== document.body ? at : find(portal, HERE);
  press(target, name);
  if (name === "Enter" && target instanceof HTMLButtonElement) target.click();
  await settle(portal);
}

test("a case is reviewed by keys alone: next, open, decide, note, next", async () => {
  const portal = await show();
  await key(portal, "j");
  await key(portal, "Enter");
  expect(portal.item).toBe(FOUND?.id);
  expect(text(portal, `${CASE} >>> .column`)).toContain("It decides nothing.");
  expect(findAll(portal, `${CASE} >>> .message`)).toHaveLength(0);
  await key(portal, "Enter");
  expect(findAll(portal, `${CASE} >>> .message`)).toHaveLength(3);
  await key(portal, "n");
  const note = find<HTMLTextAreaElement>(portal, `${CASE} >>> onrecord-admin-acting >>> textarea`);
  note.value = "Compare with the list of Thursday.";
  find(portal, `${CASE} >>> onrecord-admin-acting >>> .primary`).click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> .column`)).toContain("Compare with the list of Thursday.");
  await key(portal, "d");
  await key(portal, "3");
  const rationale = find<HTMLTextAreaElement>(portal, `${CASE} >>> textarea[name=rationale]`);
  expect(rationale.required).toBe(false);
  find(portal, `${CASE} >>> .decide .primary`).click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> .note b`)).toBe("Coach");
  await key(portal, "Enter");
  expect(portal.item).not.toBe(FOUND?.id);
});

test.each([360, 760, 1200])("what was found is marked in its place, at %i px", async (width) => {
  const portal = await show(FOUND?.id, width);
  find(portal, `${CASE} >>> .open`).click();
  await settle(portal);
  const marks = findAll(portal, `${CASE} >>> .focus mark`).map((one) => one.textContent);
  expect(marks).toEqual(["Keep this between us", "guaranteed profit"]);
  expect(text(portal, `${CASE} >>> .focus`)).toContain("@P-7HNB3A");
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});

test("who comes back to their own open case reads what their look showed, and no more", async () => {
  const portal = await show(FOUND?.id);
  find(portal, `${CASE} >>> .open`).click();
  await settle(portal);
  portal.go("queue", REPORTED?.id ?? null);
  await settle(portal);
  expect(findAll(portal, `${CASE} >>> .message`)).toHaveLength(0);
  portal.go("queue", FOUND?.id ?? null);
  await settle(portal);
  expect(findAll(portal, `${CASE} >>> .message`)).toHaveLength(3);
  expect(text(portal, `${CASE} >>> .column`)).toContain("no new look");
  await expectAccessible(portal);
  const again = findAll(portal, `${CASE} >>> button`).find((one) =>
    one.textContent?.includes("Look again"),
  );
  again?.click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> .column`)).not.toContain("no new look");
});

test("who closes a case is back on its row, and rows say first what differs", async () => {
  const portal = await show();
  const row = find(portal, `${HERE} >>> [data-row="${FOUND?.id ?? ""}"]`);
  expect(row.textContent?.replace(/\s+/g, " ")).toMatch(/High Due .* queued .* P-4QK2ZT/);
  row.click();
  await settle(portal);
  expect(portal.item).toBe(FOUND?.id);
  find(portal, `${HERE} >>> .back`).click();
  await settle(portal);
  const at = find(portal, HERE).shadowRoot?.activeElement;
  expect(at?.getAttribute("data-row")).toBe(FOUND?.id);
});

test("who hands a case on does not go on reading it", async () => {
  const portal = await show(FOUND?.id);
  find(portal, `${CASE} >>> .open`).click();
  await settle(portal);
  expect(findAll(portal, `${CASE} >>> .message`)).toHaveLength(3);
  const acting = find(portal, `${CASE} >>> onrecord-admin-acting`);
  const next = { ...(FOUND as Case), state: "escalated", assignee: null, may: [] };
  acting.dispatchEvent(new CustomEvent("done", { detail: { next, doing: "escalate" } }));
  await settle(portal);
  expect(findAll(portal, `${CASE} >>> .message`)).toHaveLength(0);
  expect(text(portal, `${CASE} >>> .column`)).not.toContain("guaranteed profit");
});

test("there is one button for each way that the policy knows, and a reason where it asks for one", async () => {
  const portal = await show(FOUND?.id);
  find(portal, `${CASE} >>> .open`).click();
  await settle(portal);
  const ways = findAll(portal, `${CASE} >>> .disposition`);
  expect(ways.map((one) => one.textContent?.replace(/\d/g, "").trim())).toEqual([
    "No issue",
    "False positive",
    "Coach",
    "Violation",
  ]);
  ways[3]?.click();
  await settle(portal);
  find<HTMLFormElement>(portal, `${CASE} >>> .decide form`).noValidate = true;
  find(portal, `${CASE} >>> .decide .primary`).click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> .wrong`)).toContain("The policy asks for a reason.");
  await expectAccessible(portal);
});

test("what another asked is approved exactly as it was asked, and told in the history", async () => {
  const portal = await show(REPORTED?.id);
  expect(text(portal, `${CASE} >>> .ask`)).toContain("Those who wrote");
  expect(text(portal, `${CASE} >>> .ask .said`)).toContain("Two others said the same");
  expect(text(portal, `${CASE} >>> .column`)).toContain("You cannot open this now");
  find(portal, `${CASE} >>> .ask .primary`).click();
  await settle(portal);
  expect(findAll(portal, `${CASE} >>> .ask`)).toHaveLength(0);
  find(portal, `${CASE} >>> details:last-of-type summary`).click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> ol`)).toContain("It was opened.");
});

test("spans are counted in code points, and may overlap or reach beyond", () => {
  const cut = pieces("🙈🙈ab", [
    { start: 1, end: 3, rule: "x" },
    { start: 2, end: 9, rule: "y" },
  ]);
  expect(cut.map((one) => [one.text, one.rules.join()])).toEqual([
    ["🙈", ""],
    ["🙈", "x"],
    ["a", "x,y"],
    ["b", "y"],
  ]);
});

test("an appeal is decided by who has read it, and the case shows both outcomes in order", async () => {
  const portal = await show(APPEALED?.id);
  find(portal, `${CASE} >>> .open`).click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> .column`)).toContain("It was a joke between friends.");
  const acting = `${CASE} >>> onrecord-admin-acting`;
  findAll(portal, `${acting} >>> .acts button`)[0]?.click();
  await settle(portal);
  await expectAccessible(portal);
  find(portal, `${acting} >>> input[value=yes]`).click();
  find<HTMLTextAreaElement>(portal, `${acting} >>> textarea[name=rationale]`).value =
    "It was one indeed.";
  const told = find<HTMLTextAreaElement>(portal, `${acting} >>> textarea[name=told]`);
  expect(told.required).toBe(false);
  told.value = "We are sorry.";
  const asked = vi.spyOn((portal.store as FixtureStore).port, "create");
  find(portal, `${acting} >>> .primary`).click();
  await settle(portal);
  expect(asked).toHaveBeenCalledWith(
    "appeals.decide",
    expect.objectContaining({ upheld: true, told: "We are sorry." }),
  );
  const notes = findAll(portal, `${CASE} >>> .note`).map((one) => one.textContent ?? "");
  expect(notes).toEqual([
    expect.stringMatching(/Violation.*Remove the message.*Elif/s),
    expect.stringContaining("Its author appealed"),
    expect.stringMatching(/Appeal upheld.*undone.*You|Appeal upheld.*undone/s),
  ]);
  expect(text(portal, `${CASE} >>> .card.wide`)).toContain("The message Delivered");
  expect(text(portal, `${CASE} >>> .message.focus`)).not.toContain("Removed");
});

test("a case about a person says so, and speaks of no conversation", async () => {
  const about = { ...(FOUND as Case), message: null };
  const opened = { case: about, messages: [], title: null } as unknown as OpenedCase;
  const drawn = document.createElement("div");
  const { speech } = find<AdminSection>(await show(), HERE);
  render(conversation(opened, speech), drawn);
  expect(drawn.textContent).toContain("It is about a person: there is no message to show.");
  expect(drawn.textContent).not.toMatch(/Conversation|before/);
});

test("the space of a conversation is named by its title, and without one by its id", async () => {
  const portal = await show();
  for (const name of ["j", "Enter", "Enter"]) await key(portal, name);
  expect(text(portal, `${CASE} >>> .column .head`)).toMatch(/Prices\s*In the space Sales/);
  await expectAccessible(portal);
  const space_id = `spc_${"7".repeat(32)}`;
  const opened = { case: FOUND, messages: [], title: "Orders", space_id, space: null };
  const drawn = document.createElement("div");
  render(
    conversation(opened as unknown as OpenedCase, find<AdminSection>(portal, HERE).speech),
    drawn,
  );
  expect(drawn.textContent).toContain(`In the space ${space_id}`);
});

test("what authors say against cases has its place in the queue, and an address", async () => {
  const portal = await show("appeals");
  const rows = findAll(portal, `${HERE} >>> .row`).map((one) => one.textContent ?? "");
  expect(rows).toHaveLength(3);
  expect(rows[0]).toContain("Appealed");
  expect(rows[1]).toContain("Dispute");
  expect(rows[2]).toContain("Second person");
  expect(findAll(portal, `${HERE} >>> .detail`)).toHaveLength(0);
  await key(portal, "j");
  await key(portal, "Enter");
  expect(portal.item).toBe(APPEALED?.id);
});

test("a dispute is called so, and stands before what decides", async () => {
  const portal = await show(DISPUTED?.id);
  find(portal, `${CASE} >>> .open`).click();
  await settle(portal);
  const said = findAll(portal, `${CASE} >>> details`).find(({ textContent: all }) =>
    all?.includes("It was a joke between friends."),
  );
  expect(said?.textContent).toContain("1 dispute");
  expect(said?.textContent).not.toContain("appeal");
  const decide = find(portal, `${CASE} >>> .decide`);
  const order = said?.compareDocumentPosition(decide) ?? 0;
  expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(text(portal, `${CASE} >>> onrecord-admin-acting >>> .acts`)).not.toContain("appeal");
  await expectAccessible(portal);
});

test("how an appeal is to end is approved by a second person", async () => {
  const portal = await show(SECONDED?.id);
  expect(text(portal, `${CASE} >>> .ask`)).toContain("Is upheld: what was done is undone");
  find(portal, `${CASE} >>> .ask .primary`).click();
  await settle(portal);
  expect(findAll(portal, `${CASE} >>> .ask`)).toHaveLength(0);
});

test("what is held says what comes of it before one decides", async () => {
  addRarer();
  const portal = await show("case-held");
  findAll(portal, `${CASE} >>> .open`)[0]?.click();
  await settle(portal);
  findAll(portal, `${CASE} >>> .decide button`)[0]?.click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> .decide`)).toContain("What follows: Release it");
});

test("a due date has its hour and zone within two days of it, and none further off", () => {
  const now = Date.parse("2026-03-02T12:00:00Z");
  expect(dueAt("2026-03-03T12:30:00Z", { lang: "en" }, now)).toMatch(/\d:\d\d.* \S+$/);
  expect(dueAt("2026-03-06T12:30:00Z", { lang: "en" }, now)).toBeNull();
});

test("the history that comes late of one case does not stand in another", async () => {
  const portal = await show(FOUND?.id);
  const port = (portal.store as FixtureStore).port;
  const answer = port.call;
  const late: (() => void)[] = [];
  const slow = async (...asked: Parameters<typeof answer>): Promise<unknown> => {
    await new Promise<void>((done) => late.push(done));
    return answer(...asked);
  };
  port.call = slow as typeof answer;
  find(portal, `${CASE} >>> .open`).click();
  find(portal, `${CASE} >>> details:last-of-type summary`).click();
  await expect.poll(() => late.length).toBe(2);
  port.call = answer;
  portal.go("queue", REPORTED?.id ?? null);
  await settle(portal);
  late.forEach((done) => done());
  await settle(portal);
  expect(findAll(portal, `${CASE} >>> .message`)).toHaveLength(0);
  expect(findAll(portal, `${CASE} >>> ol li`)).toHaveLength(0);
});

test("a case that did not come is asked for again, where it should stand", async () => {
  const portal = await show();
  const port = (portal.store as FixtureStore).port;
  const answer = port.call;
  port.call = ((name: never, values: never) =>
    name === "cases.get"
      ? Promise.reject(new Error("busy"))
      : answer(name, values)) as typeof answer;
  portal.go("queue", FOUND?.id ?? null);
  await settle(portal);
  port.call = answer;
  find(portal, `${CASE} >>> .empty button`).click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> .column`)).toContain("It decides nothing.");
});

test("what a tag protects is not offered to be opened, and what is decided is due no more", async () => {
  addRarer();
  const portal = await show("case-protected");
  expect(text(portal, `${CASE} >>> .open`)).toContain("Decide it unread");
  find(portal, `${CASE} >>> .open`).click();
  await settle(portal);
  expect(text(portal, `${CASE} >>> onrecord-admin-acting >>> .acts`)).not.toContain("See more");
  portal.go("queue", "all");
  await settle(portal);
  expect(text(portal, `${HERE} >>> [data-row="case-decided"]`)).not.toContain("Due");
});

async function disputed(portal: OnrecordAdmin): Promise<void> {
  findAll(portal, `${CASE} >>> .open`)[0]?.click();
  await settle(portal);
}

const AUTHOR = `${CASE} >>> onrecord-admin-author`;

test("who sees the author and has a grant for it is led to what the author saw", async () => {
  addRarer();
  const portal = await show("case-identified");
  await disputed(portal);
  expect(text(portal, `${AUTHOR} >>> button`)).toContain("As the author saw it then");
  await expectAccessible(portal);
  find(portal, `${AUTHOR} >>> button`).click();
  await settle(portal);
  const then = "onrecord-admin-requests >>> onrecord-admin-granted >>> onrecord-admin-then";
  expect(portal.section).toBe("requests");
  expect(find<HTMLSelectElement>(portal, `${then} >>> select`).value).toBe("ben");
  expect(findAll(portal, `${then} >>> .lines`)).toHaveLength(0);
});

test("without a grant, or to who does not see the author, no such way is offered", async () => {
  addRarer();
  const portal = await show("case-identified");
  const { port } = portal.store as FixtureStore;
  const answer = port.call;
  const none = async (...asked: Parameters<typeof answer>): Promise<unknown> =>
    asked[0] === "grants.list" ? { data: [], next_cursor: null } : answer(...asked);
  port.call = none as typeof answer;
  await disputed(portal);
  expect(findAll(portal, `${AUTHOR} >>> button`)).toHaveLength(0);
  port.call = answer;
  portal.go("queue", DISPUTED?.id ?? "");
  await settle(portal);
  await disputed(portal);
  expect(findAll(portal, `${AUTHOR} >>> button`)).toHaveLength(0);
});
