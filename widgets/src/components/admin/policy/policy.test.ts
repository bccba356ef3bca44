import { beforeEach, expect, test } from "vitest";

import { fresh } from "../../../../gallery/portal.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import { placeOf } from "./json.ts";

const HERE = "onrecord-admin-policy";
const EDITOR = `${HERE} >>> onrecord-admin-editor`;

beforeEach(fresh);

test.each([360, 1200])("a version is read as people will read it, at %i px", async (width) => {
  const portal = await showPortal("policy", { roles: ["privacy_officer"], item: "3", width });
  const reading = `${HERE} >>> onrecord-reading >>> article`;
  expect(text(portal, reading)).toContain("at most 20 before and after");
  expect(text(portal, `${HERE} >>> .detail`)).toContain("everybody acknowledges it anew");
  await expectAccessible(portal);
  await click(portal, `${HERE} >>> .choices button`, "What changes");
  expect(text(portal, `${HERE} >>> .news del`)).toContain("at most 5 before and after");
  expect(findAll(portal, `${HERE} >>> .change .badge`).map((one) => one.textContent)).toEqual([
    "Wider",
    "Narrower",
  ]);
  await expectAccessible(portal);
});

test("the last approval that it needs is given to exactly what was read", async () => {
  const portal = await showPortal("policy", { roles: ["privacy_officer"], item: "3" });
  await click(portal, `${HERE} >>> .decision button`, "Approve this version");
  expect(text(portal, `${HERE} >>> .top`)).toContain("Approved");
});

test.each([360, 1200])("a version is tried on what was written lately, at %i px", async (width) => {
  const portal = await showPortal("policy", { roles: ["policy_author"], item: "3", width });
  await click(portal, `${HERE} >>> .choices button`, "Trial");
  const trial = `${HERE} >>> onrecord-admin-policy-trial`;
  await click(portal, `${trial} >>> button`, "Count the last 30 days");
  expect(text(portal, `${trial} >>> [role=status]`)).toMatch(/In \d+ of [\d,]+ messages/);
  expect(findAll(portal, `${trial} >>> rect.marked`)).toHaveLength(30);
  const rows = findAll(portal, `${trial} >>> .column > .wide-table tbody tr`);
  expect(rows[0]?.textContent).toMatch(/Off channel\s+holds/);
  expect(rows[2]?.textContent).toContain("it would hold everything");
  expect(rows[3]?.textContent).toContain("Not counted");
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});

test("its author approves nothing, and is told who does", async () => {
  const portal = await showPortal("policy", { roles: ["policy_author"], item: "3" });
  expect(text(portal, `${HERE} >>> .decision`)).toContain("two of them, and never who wrote it");
  expect(text(portal, `${HERE} >>> .decision`)).not.toContain("Approve this version");
});

test("a draft is written from one that there is, and each fault leads to its place", async () => {
  const portal = await showPortal("policy", { roles: ["policy_author"], item: "new" });
  await click(portal, `${EDITOR} >>> .start`, "From version 2");
  const area = find<HTMLTextAreaElement>(portal, `${EDITOR} >>> textarea`);
  await expectAccessible(portal);
  area.value = area.value.replace('"report"\n      ]', '"x"\n      ]');
  area.dispatchEvent(new InputEvent("input"));
  await new Promise((resolve) => setTimeout(resolve, 600));
  await settle(portal);
  expect(text(portal, `${EDITOR} >>> .faults`)).toContain("There is no trigger x.");
  find(portal, `${EDITOR} >>> .fault`).click();
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  expect(chosen.replace(/\s/g, "")).toBe('["x"]');
  area.value = area.value.replace('"x"', '"report"');
  area.dispatchEvent(new InputEvent("input"));
  await new Promise((resolve) => setTimeout(resolve, 600));
  await click(portal, `${EDITOR} >>> button`, "Keep as a draft");
  expect([portal.section, portal.item]).toEqual(["policy", "5"]);
  await click(portal, `${HERE} >>> .decision button`, "Propose it");
  await click(portal, `${HERE} >>> .decision button`, "Propose it");
  expect(text(portal, `${HERE} >>> .top`)).toContain("Proposed");
});

test("a pointer is found in any layout of the text", () => {
  const source = '{"a": {"b/c": [1, "x]", {"d": true}]}, "e": "\\"}"}';
  const at = (pointer: string): string | null => {
    const place = placeOf(source, pointer);
    return place && source.slice(place.from, place.to);
  };
  expect(at("/a/b~1c/1")).toBe('"x]"');
  expect(at("/a/b~1c/2/d")).toBe("true");
  expect(at("/e")).toBe('"\\"}"');
  expect(at("/a/b~1c/9")).toBe('[1, "x]", {"d": true}]');
  expect(placeOf("{", "/a")).toBeNull();
});

const WORDS = `${HERE} >>> onrecord-admin-notice-words`;

test.each([360, 1200])(
  "words for notices are written with facts of them, at %i px",
  async (width) => {
    const portal = await showPortal("policy", { roles: ["policy_author"], item: "notices", width });
    await click(portal, `${WORDS} >>> .row`, "is held back");
    const area = find<HTMLTextAreaElement>(portal, `${WORDS} >>> textarea`);
    expect(area.value).toContain("{appeal_until}");
    expect(text(portal, `${WORDS} >>> .example`)).toMatch(/by the rule .*Ask Legal until \d{4}-/);
    await expectAccessible(portal);
    area.value = "By {who} ";
    area.dispatchEvent(new Event("input"));
    await settle(portal);
    area.setSelectionRange(9, 9);
    await click(portal, `${WORDS} >>> .inserts button`, "{appeal_until}");
    expect(area.value).toBe("By {who} {appeal_until}");
    await click(portal, `${WORDS} >>> .acts button`, "Save");
    expect(text(portal, `${WORDS} >>> .wrong`)).toContain("there is no {who} here");
    expect(area.getAttribute("aria-invalid")).toBe("true");
    await click(portal, `${WORDS} >>> .acts button`, "Take back");
    expect(text(portal, `${WORDS} >>> [role=status]`)).toContain("Taken back");
    expect(text(portal, `${WORDS} >>> .column`)).toContain("There are none yet");
    const { scrollWidth, clientWidth } = find(portal, ".main");
    expect(scrollWidth).toBe(clientWidth);
    await expectAccessible(portal);
  },
);

test("who approves reads the words for notices and changes none", async () => {
  const portal = await showPortal("policy", { roles: ["privacy_officer"], item: "notices" });
  expect(find<HTMLTextAreaElement>(portal, `${WORDS} >>> textarea`).readOnly).toBe(true);
  expect(text(portal, `${WORDS} >>> form`)).toContain("policy_author");
});
