import { beforeEach, expect, test } from "vitest";

import studioDe from "../../../locales/studio/de.json" with { type: "json" };
import studioEn from "../../../locales/studio/en.json" with { type: "json" };
import { DOCUMENT, fresh } from "../../../../gallery/portal.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import { parseProblem, RefusalError } from "../../../core/problems.ts";
import { OnrecordAdminRuling } from "./ruling.component.ts";
import { type OnrecordAdminPolicyTrial, everyDay } from "./trial.component.ts";
import { tried } from "../../../../gallery/trial.ts";
import { at, blank, placed, put, shownAt, spanOf, spanText } from "./form_model.ts";
import { POLICY_PARTS } from "../../../generated/policy_form.ts";

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

test.each([
  { item: "2", was: 3, now: 5 },
  { item: "4", was: 5, now: 20 },
])("the words of version $item differ from the one it follows", async ({ item, was, now }) => {
  const portal = await showPortal("policy", { roles: ["privacy_officer"], item });
  await click(portal, `${HERE} >>> .choices button`, "What changes");
  const lines = (mark: string): string[] =>
    findAll(portal, `${HERE} >>> .news ${mark}`).map((one) => one.textContent?.trim() ?? "");
  expect(lines("del")).toEqual([expect.stringContaining(`at most ${was} before and after`)]);
  expect(lines("ins")).toEqual([expect.stringContaining(`at most ${now} before and after`)]);
});

test.each([360, 1200])("the rules that it follows stand line by line, at %i px", async (width) => {
  const portal = await showPortal("policy", { roles: ["privacy_officer"], item: "2", width });
  const ruling = `${HERE} >>> onrecord-admin-ruling`;
  await settle(portal);
  expect(findAll(portal, `${ruling} >>> li .badge`).map((one) => one.textContent)).toEqual([
    "Met",
    "Not met",
    "Yours",
    "Met",
  ]);
  expect(text(portal, `${ruling} >>> .card`)).toContain("set checkpoint_keys");
  expect(text(portal, `${ruling} >>> .card`)).toContain("Refused: A shorter general minimum.");
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});

test("rules that cannot be had are said so", async () => {
  const portal = await showPortal("policy", { roles: ["privacy_officer"], item: "2" });
  const shown = find<OnrecordAdminRuling>(portal, `${HERE} >>> onrecord-admin-ruling`);
  const other = new OnrecordAdminRuling();
  const refused = new RefusalError(parseProblem(403, { detail: "This is for who audits." }));
  const port = { call: () => Promise.reject(refused) };
  Object.assign(other, { portal: { ...shown.portal, store: { port } }, speech: shown.speech });
  shown.after(other);
  await settle(portal);
  expect(other.shadowRoot?.textContent).toContain("This is for who audits.");
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
  expect(findAll(portal, `${trial} >>> rect.marked`)).toHaveLength(31);
  const rows = findAll(portal, `${trial} >>> .column > .wide-table tbody tr`);
  expect(rows[0]?.textContent).toMatch(/Off channel\s+holds/);
  expect(rows[2]?.textContent).toContain("it would hold everything");
  expect(rows[3]?.textContent).toContain("Not counted");
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});

test("a trial that had nothing to look at says so, and from when on it has", async () => {
  const portal = await showPortal("policy", { roles: ["policy_author"], item: "3" });
  await click(portal, `${HERE} >>> .choices button`, "Trial");
  const shown = find<OnrecordAdminPolicyTrial>(portal, `${HERE} >>> onrecord-admin-policy-trial`);
  const nothing = { ...tried(3), looked_at: 0, found: 0 };
  Object.assign(shown.portal?.store.port ?? {}, { create: () => Promise.resolve(nothing) });
  await click(portal, `${HERE} >>> onrecord-admin-policy-trial >>> button`, "Count the last 30");
  const said = shown.shadowRoot?.textContent;
  expect(said).toContain("What was written today is counted from tomorrow on.");
  expect(said).not.toContain("In 0 of 0");
  expect(shown.shadowRoot?.querySelector("table")).toBeNull();
});

test("all of one day stands among the days, and what was not looked at is not none", () => {
  const one = { day: "2026-03-02", looked_at: 15, found: 5 };
  const found = everyDay({ ...tried(3), since: "2026-01-31T09:00:00Z", days: [one] });
  expect(found).toHaveLength(31);
  expect([found[0], found[28], found[30]]).toEqual([
    ["2026-01-31", null],
    ["2026-02-28", null],
    ["2026-03-02", one],
  ]);
});

test("its author approves nothing, and is told who does", async () => {
  const portal = await showPortal("policy", { roles: ["policy_author"], item: "3" });
  expect(text(portal, `${HERE} >>> .decision`)).toContain("two of them, and never who wrote it");
  expect(text(portal, `${HERE} >>> .decision`)).not.toContain("Approve this version");
});

const FORM = `${EDITOR} >>> onrecord-admin-policy-form`;

async function judged(portal: Parameters<typeof settle>[0]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 600));
  await settle(portal);
}

test("a draft is written as a text, and each fault leads to its line", async () => {
  const portal = await showPortal("policy", { roles: ["policy_author"], item: "new" });
  await click(portal, `${EDITOR} >>> .start`, "From version 2");
  await click(portal, `${EDITOR} >>> .choices button`, "Text");
  const area = find<HTMLTextAreaElement>(portal, `${EDITOR} >>> textarea`);
  await expectAccessible(portal);
  const typed = area.value.replace('"report"\n      ]', '"x"\n      ]');
  area.value = typed.slice(0, -1);
  area.dispatchEvent(new InputEvent("input"));
  await judged(portal);
  expect(text(portal, `${EDITOR} >>> #faults`)).toContain("The text cannot be read.");
  expect(text(portal, `${EDITOR} >>> .fault`)).toMatch(/Line \d+ A comma or a closing brace/);
  expect(area.value).toBe(typed.slice(0, -1));
  await click(portal, `${EDITOR} >>> .choices button`, "Form");
  expect(text(portal, `${EDITOR} >>> form`)).toContain("The form cannot show what stands");
  await click(portal, `${EDITOR} >>> .choices button`, "Text");
  const again = find<HTMLTextAreaElement>(portal, `${EDITOR} >>> textarea`);
  expect(again.value).toBe(typed.slice(0, -1));
  again.value = typed;
  again.dispatchEvent(new InputEvent("input"));
  await judged(portal);
  expect(text(portal, `${EDITOR} >>> .faults`)).toContain("There is no trigger x.");
  find(portal, `${EDITOR} >>> .fault`).click();
  await settle(portal);
  expect(again.value.slice(again.selectionStart, again.selectionEnd)).toContain('"triggers": [');
  again.value = again.value.replace('"x"', '"report"');
  again.dispatchEvent(new InputEvent("input"));
  await click(portal, `${EDITOR} >>> button`, "Keep as a draft");
  await settle(portal);
  expect([portal.section, portal.item]).toEqual(["policy", "5"]);
  await click(portal, `${HERE} >>> .decision button`, "Propose it");
  await click(portal, `${HERE} >>> .decision button`, "Propose it");
  expect(text(portal, `${HERE} >>> .top`)).toContain("Proposed");
});

test.each([360, 1200])(
  "a draft is written in a form, of the same document, at %i px",
  async (width) => {
    const portal = await showPortal("policy", {
      roles: ["policy_author"],
      item: "new",
      width,
      height: 6000,
    });
    await click(portal, `${EDITOR} >>> .start`, "From version 2");
    const titles = findAll(portal, `${FORM} >>> section.card > h4`).map((one) => one.textContent);
    expect(titles).toEqual([
      ...["What people read", "When messages are looked at", "Who may look", "How a review goes"],
      ...[
        "Who is told",
        "Whom it covers",
        "What people may expect",
        "What people see of it",
        "How long messages are kept",
        "Texts to people outside",
      ],
    ]);
    await click(portal, `${FORM} >>> summary`, "Reviewer");
    await expectAccessible(portal);
    const kinds = find<HTMLSelectElement>(portal, `${FORM} >>> #k-triggers`);
    kinds.value = "lexicon";
    find(
      portal,
      `${FORM} >>> .adding button[aria-label="Add: When messages are looked at"]`,
    ).click();
    await settle(portal);
    const root = find(portal, FORM).shadowRoot;
    expect(root?.activeElement?.id).toBe("f/triggers/4/id");
    const type = (id: string, value: string, name = "input"): void => {
      const field = root?.getElementById(id) as HTMLInputElement;
      field.value = value;
      field.dispatchEvent(new Event(name));
    };
    type("f/triggers/4/id", "words");
    await settle(portal);
    type("f/triggers/4/lexicon", "off-channel");
    type("f/triggers/4/freeze_after", "3", "change");
    await settle(portal);
    type("f/triggers/4/due", "2", "change");
    await settle(portal);
    expect(text(portal, `${FORM} >>> details[open] summary`)).toContain(
      "Words of the list Off channel",
    );
    await expectAccessible(portal);
    const { scrollWidth, clientWidth } = find(portal, ".main");
    expect(scrollWidth).toBe(clientWidth);
    await click(portal, `${EDITOR} >>> .choices button`, "Text");
    await judged(portal);
    const said = find<HTMLTextAreaElement>(portal, `${EDITOR} >>> textarea`).value;
    expect((JSON.parse(said) as { triggers: unknown[] }).triggers[4]).toEqual({
      ...{ kind: "lexicon", id: "words", lexicon: "off-channel", freeze_after: 3, due: "P2D" },
    });
    await click(portal, `${EDITOR} >>> .choices button`, "Form");
    await click(portal, `${FORM} >>> summary`, "Words of the list");
    await click(portal, `${FORM} >>> .danger`, "Remove");
    expect(text(portal, `${FORM} >>> [role=status]`)).toContain("was removed");
    expect(find(portal, FORM).shadowRoot?.activeElement?.tagName).toBe("SUMMARY");
    expect(findAll(portal, `${FORM} >>> [data-at="/triggers"] details`)).toHaveLength(4);
  },
);

test("a fault stands at the field that it names, which it leads to", async () => {
  const shown = { roles: ["policy_author"], item: "new", height: 6000 };
  const portal = await showPortal("policy", shown);
  await click(portal, `${EDITOR} >>> .start`, "From version 2");
  const form = find<HTMLElement>(portal, FORM);
  const reviewers = at(DOCUMENT, "/reviewers/0/triggers");
  expect(reviewers).toEqual(["report"]);
  form.dispatchEvent(
    new CustomEvent("changed", { detail: put(DOCUMENT, "/reviewers/0/triggers", ["x"]) }),
  );
  await judged(portal);
  await click(portal, `${EDITOR} >>> button`, "Keep as a draft");
  expect(portal.item).toBe("new");
  expect(text(portal, `${FORM} >>> fieldset .wrong`)).toContain("There is no trigger x.");
  expect(text(portal, `${FORM} >>> summary .badge.bad`)).toBe("1 thing is wrong");
  await expectAccessible(portal);
});

test("what every check refuses is not offered, and can be taken out where it stands", async () => {
  const shown = { roles: ["policy_author"], item: "new", height: 6000 };
  const portal = await showPortal("policy", shown);
  await click(portal, `${EDITOR} >>> .start`, "From version 2");
  const channels = `${FORM} >>> [data-at="/scope/channels"]`;
  expect(findAll(portal, channels)).toHaveLength(0);
  find<HTMLElement>(portal, FORM).dispatchEvent(
    new CustomEvent("changed", { detail: put(DOCUMENT, "/scope/channels", ["native", "sms"]) }),
  );
  await judged(portal);
  expect(text(portal, channels)).toContain("Text messages (SMS)");
  expect(text(portal, channels)).not.toContain("Imported ones");
});

test("places are found, changed and taken away, and faults stand at the innermost of the form", () => {
  const value = { triggers: [{ id: "a", kind: "lexicon" }], texts: { en: { title: "A" } } };
  expect(put(value, "/triggers/0/lexicon", "w").triggers).toEqual([
    { id: "a", kind: "lexicon", lexicon: "w" },
  ]);
  expect(put(value, "/triggers/0", undefined).triggers).toEqual([]);
  expect(put({}, "/process/context", 3)).toEqual({ process: { context: 3 } });
  expect(put(value, "/texts/a~1b", { title: "" }).texts).toHaveProperty(["a/b"]);
  expect(shownAt(value, "/triggers/0/lexicon/7")).toBe("/triggers/0/lexicon");
  expect(shownAt(value, "/triggers/0/surprise")).toBe("/triggers/0");
  expect(shownAt(value, "/texts/en/title")).toBe("/texts/en/title");
  expect(shownAt(value, "/surprise/1")).toBe("");
  expect([...placed(value, [{ pointer: "/notices", detail: "No." }])]).toEqual([
    ["/notices", ["No."]],
  ]);
  expect(blank({ is: "parts", of: "Reviewer" })).toEqual({ duty: "", may: [] });
  expect(["P5D", "PT12H", "P1Y6M", ""].map((one) => spanOf(one))).toEqual([
    { count: "5", unit: "D" },
    { count: "12", unit: "H" },
    null,
    { count: "", unit: "D" },
  ]);
  expect([spanText("2", "W"), spanText("1", "H"), spanText("", "D")]).toEqual([
    ...["P2W", "PT1H", undefined],
  ]);
});

test.each(Object.entries({ en: studioEn, de: studioDe }))(
  "every member of a policy and every choice has words in %s",
  (_, words: Record<string, string>) => {
    const elsewhere = ["may", "two_person", "dispositions", "rationale_required", "severity"];
    const wanted = Object.entries(POLICY_PARTS).flatMap(([of, part]) =>
      Object.entries(part).flatMap(([name, { options = [] }]) => [
        of === "SmsNoticeRules" ? `form.notices_${name}` : `form.${name}`,
        ...(elsewhere.includes(name) || options.length === 1
          ? []
          : options.map((one) => `form.${name}.${one}`)),
      ]),
    );
    expect(wanted.filter((key) => !(key in words))).toEqual([]);
  },
);

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
  expect(text(portal, `${WORDS} >>> form`)).toContain("authors of the policy");
});

test.each([360, 1200])("who approves counts first what would go, at %i px", async (width) => {
  const portal = await showPortal("policy", { roles: ["privacy_officer"], item: "3", width });
  await click(portal, `${HERE} >>> .choices button`, "Trial");
  const going = `${HERE} >>> onrecord-admin-policy-going`;
  await click(portal, `${going} >>> button`, "Count what would go");
  expect(text(portal, `${going} >>> [role=status]`)).toContain("it would erase 1,204");
  expect(findAll(portal, `${going} >>> tbody tr`)).toHaveLength(2);
  const { scrollWidth, clientWidth } = find(portal, ".main");
  expect(scrollWidth).toBe(clientWidth);
  await expectAccessible(portal);
});
