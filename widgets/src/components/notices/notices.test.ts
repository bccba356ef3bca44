import { expect, test } from "vitest";

import { ANSWERS, appealOf, notice, report } from "../../../gallery/judging.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import type { Port } from "../../core/port.ts";
import { OnrecordReviews } from "./reviews.ts";
import { OnrecordTransparency } from "./transparency.ts";

async function show(width = 336): Promise<[OnrecordReviews, FixtureStore, string]> {
  const store = new FixtureStore();
  const [id = ""] = store.state.order;
  const message = store.state.conversations[id]?.timeline?.messages[0]?.id ?? "";
  const removed = { message_id: message, conversation_id: id, told: "It named a customer." };
  const text = "Acme removed it.\n<b>Ask</b> us.";
  const data = [
    notice("remove", { ...removed, text, appeal_until: new Date(Date.now() + 9e7).toISOString() }),
    notice("report_decided", { acted: true, read_at: "2026-05-01T10:00:00Z" }),
    notice("reject", { past: true, read_at: "2026-05-01T10:00:00Z" }),
  ];
  store.change((s) => ({
    ...s,
    notices: { data, unread: 1, next_cursor: null },
    reports: {
      data: [report(), report({ person_id: "ben", state: "decided", acted: false })],
      next_cursor: null,
    },
    appeals: { data: [appealOf({ state: "upheld" })], next_cursor: null },
  }));
  const reviews = new OnrecordReviews();
  store.subscribe(
    (all) => all,
    (all) => (reviews.state = all),
  );
  await mount(reviews, { store, state: store.state, reveals: true }, { width, height: 1400 });
  await drawn(reviews);
  return [reviews, store, message];
}

const texts = (reviews: OnrecordReviews): string[] =>
  findAll(reviews, ".line").map((one) => (one.textContent ?? "").replace(/\s+/g, " ").trim());

test("it says what was done, by which rule, and what came of reports and disputes", async () => {
  const [reviews, store] = await show();
  expect(texts(reviews)).toEqual([
    expect.stringMatching(
      /was removed.*Acme removed it. <b>Ask<\/b> us.*Rule “competitors”, version 2 .*named a customer/,
    ),
    expect.stringMatching(/decided: it was found to be a violation/),
    expect.stringMatching(/stays undelivered.*No longer so/),
    expect.stringMatching(/A message · Harassment.*Not decided yet/),
    expect.stringMatching(/Ben Okafor · Harassment.*not found to be a violation/),
    expect.stringMatching(/What a rule did · .*Decided: you were right/),
  ]);
  expect(find(reviews, "[part=badge]").textContent).toBe("1 new");
  expect(store.state.notices?.unread).toBe(0);
  await expectAccessible(reviews);
});

test("who is frozen reads until when, and why in words", async () => {
  const [reviews, store] = await show();
  const ends = new Date(Date.now() + 9e7).toISOString();
  const begun = { person_id: "alice", begins_at: new Date().toISOString(), ends_at: ends };
  const freeze = { ...begun, trigger: null, reason_code: "spam" };
  store.change((s) => ({
    ...s,
    freeze,
    notices: {
      data: [notice("freeze"), notice("freeze", { past: true })],
      unread: 0,
      next_cursor: null,
    },
  }));
  await drawn(reviews);
  const [now = "", then = ""] = texts(reviews);
  expect(now).toMatch(/You cannot write until .*The reason: Spam/);
  expect(then).not.toContain("until");
});

test("a message is shown where it stands, and another reviewer is asked", async () => {
  const [reviews, store, message] = await show(720);
  const [shows, asks] = findAll(reviews, ".line .link");
  const revealed = new Promise((resolve) =>
    reviews.addEventListener("reveal", (event) => resolve((event as CustomEvent).detail)),
  );
  shows?.click();
  expect(await revealed).toMatchObject({ message });
  asks?.click();
  await drawn(reviews);
  await drawn(reviews);
  expect(find(reviews, "onrecord-dispute").shadowRoot?.textContent).toContain("Another reviewer");
  const area = find<HTMLTextAreaElement>(reviews, "onrecord-dispute >>> textarea");
  area.value = "It did not.";
  area.dispatchEvent(new Event("input"));
  await drawn(reviews);
  find(reviews, "onrecord-dispute >>> .primary").click();
  await drawn(reviews);
  expect(store.state.appeals?.data[0]?.said).toBe("It did not.");
});

test("an appeal against a freeze by hand is seen as made, an older dispute is not in the way", async () => {
  const [reviews, store, message] = await show();
  const until = { appeal_until: new Date(Date.now() + 9e7).toISOString() };
  const [frozen, removed] = [
    notice("freeze", until),
    notice("remove", { ...until, message_id: message }),
  ];
  const appeals = [
    appealOf({ dispute: false, notice_id: frozen.id }),
    appealOf({ message_id: message, made_at: "2020-05-01T10:00:00Z" }),
  ];
  store.change((s) => ({
    ...s,
    notices: { data: [frozen, removed], unread: 0, next_cursor: null },
    appeals: { data: appeals, next_cursor: null },
  }));
  await drawn(reviews);
  const [first = "", second = ""] = texts(reviews);
  expect(first).not.toContain("Ask another reviewer");
  expect(second).toContain("Ask another reviewer");
});

test("a conversation is told as a place, and no id stands where a name is on its way", async () => {
  const [reviews, store] = await show();
  const all = Object.values(store.state.conversations).map(({ info }) => info);
  const direct = all.find(({ counterpart }) => counterpart !== null);
  const other = direct?.counterpart ?? "";
  const known = store.state.people;
  const people = Object.fromEntries(Object.entries(known).filter(([id]) => id !== other));
  const data = [notice("remove", { conversation_id: direct?.id ?? "" })];
  store.change((s) => ({ ...s, people, notices: { data, unread: 0, next_cursor: null } }));
  await drawn(reviews);
  expect(findAll(reviews, "[aria-labelledby=notices] .line")).toEqual([]);
  store.change((s) => ({ ...s, people: known }));
  await drawn(reviews);
  expect(texts(reviews)[0]).toContain(`In your conversation with ${known[other]?.name ?? "?"} ·`);
});

/** The answers about oversight alone: the portal of the gallery has numbers of its own. */
function answered(store: FixtureStore): Port["call"] {
  return (op, args) =>
    Promise.resolve((ANSWERS[op] as unknown as (...all: unknown[]) => never)(store, args));
}

test("everybody reads in numbers what oversight did, quarter by quarter", async () => {
  const store = new FixtureStore();
  const port = { ...store.port, call: answered(store) };
  const report = await mount(new OnrecordTransparency(), { port }, { width: 336, height: 900 });
  await drawn(report);
  const words = (): string => (report.shadowRoot?.textContent ?? "").replace(/\s+/g, " ");
  expect(words()).toMatch(/competitors Found 48 Decided 47 Of these false alarms 62 %/);
  expect(words()).toMatch(/reports Found <5/);
  const choice = find<HTMLSelectElement>(report, "select");
  expect(choice.value).toBe("2026-Q3");
  await expectAccessible(report);
});

test("who may decide reads what waits for them as the second person, apart from what was done to them", async () => {
  const [reviews, store] = await show();
  expect(findAll(reviews, "#seconds")).toEqual([]);
  const rule = { rule: "investigation", policy_version: 2 };
  const policy = { rule: "policy", policy_version: 0, needs: "policy", about: "1" } as const;
  const data = [
    notice("second", { ...rule, needs: "grant", about: "grt_1" }),
    notice("second", { ...policy, past: true, read_at: "2026-05-01T10:00:00Z" }),
  ];
  store.change((s) => ({ ...s, notices: { data, unread: 1, next_cursor: null } }));
  await drawn(reviews);
  expect(texts(reviews).slice(0, 2)).toEqual([
    expect.stringMatching(/asks to read messages: decide under Requests.*Rule “investigation”/),
    expect.stringMatching(/policy is proposed.*This no longer waits for you/),
  ]);
  expect(texts(reviews)[1]).not.toContain("Rule");
  expect(findAll(reviews, "[aria-labelledby=notices] .line")).toEqual([]);
  await expectAccessible(reviews);
});

test("one is asked for chats of another program by no rule", async () => {
  const [reviews, store] = await show();
  const asked = notice("import_request", { rule: "import_request", policy_version: 2 });
  store.change((s) => ({ ...s, notices: { data: [asked], unread: 1, next_cursor: null } }));
  await drawn(reviews);
  expect(texts(reviews)[0]).toContain("You are asked for chats of another program");
  expect(texts(reviews)[0]).not.toContain("Rule");
});
