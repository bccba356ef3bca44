import { userEvent } from "vitest/browser";
import { expect, test } from "vitest";

import { SENDER, TALK, stand, textLena } from "../../../gallery/texts.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { textingOf } from "../../core/texting/texting.ts";
import type { SmsStanding } from "../../generated/wire.ts";
import { OnrecordRoom } from "../room/room.ts";

interface Shown {
  readonly room: OnrecordRoom;
  readonly store: FixtureStore;
}

async function show(more: Partial<SmsStanding> = {}, width = 360): Promise<Shown> {
  const store = new FixtureStore();
  textLena(store);
  stand(more);
  store.port.after = (_, run) => {
    const timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  };
  const room = new OnrecordRoom();
  store.subscribe(
    (all) => all,
    (all) => (room.state = all),
  );
  await mount(room, { store, state: store.state, conversationId: TALK }, { width, height: 800 });
  await settle(room);
  return { room, store };
}

async function settle(room: OnrecordRoom): Promise<void> {
  for (let round = 0; round < 6; round += 1) await drawn(room);
}

/** Something of what was agreed to is another now, and the page hears of it. */
async function move(shown: Shown, more: Partial<SmsStanding>): Promise<void> {
  stand(more);
  textingOf(shown.store.port).heard({
    type: "sms.standing_moved",
    conversation_id: TALK,
    kind: "opt_out",
  });
  await settle(shown.room);
}

const COMPOSER = "onrecord-composer";
const words = (root: HTMLElement, path: string): string =>
  findAll(root, path)
    .map((one) => (one.textContent ?? "").replace(/\s+/g, " ").trim())
    .join(" | ");

async function write(room: OnrecordRoom, text: string): Promise<void> {
  await userEvent.fill(find(room, `${COMPOSER} >>> textarea`), text);
  await settle(room);
}

const parts = (room: OnrecordRoom): string =>
  words(room, `${COMPOSER} >>> onrecord-texting >>> [part=segments]`);

test("how many texts it takes, and in which letters, is said before it is sent", async () => {
  const { room } = await show();
  const line = `${COMPOSER} >>> onrecord-texting >>> [part=texting]`;
  expect(words(room, line)).toContain(`Leaves as a text from ${SENDER.name}`);
  await write(room, "a".repeat(161));
  expect(parts(room)).toContain("2 texts · room for 145 more characters");
  expect(parts(room)).toContain("GSM-7");
  await write(room, "On its way 🚚");
  expect(parts(room)).toContain("1 text · room for 57 more characters");
  expect(words(room, `${COMPOSER} >>> onrecord-texting >>> .wide`)).toContain("because of: 🚚");
  await expectAccessible(room);
});

test("a STOP closes the composer with its reason, and a START opens it with what was written", async () => {
  const shown = await show();
  const { room } = shown;
  await write(room, "Shall I call you?");
  await move(shown, { goes: false, reason: "opted_out", said: "They asked for no more texts." });
  expect(words(room, `${COMPOSER} >>> [part=composer-closed]`)).toBe(
    "They asked for no more texts.",
  );
  expect(findAll(room, `${COMPOSER} >>> textarea`)).toHaveLength(0);
  const consent = "onrecord-above >>> onrecord-served >>> .consent";
  expect(words(room, consent)).toBe("They asked for no more texts.");
  await expectAccessible(room);
  await move(shown, {});
  expect(find<HTMLTextAreaElement>(room, `${COMPOSER} >>> textarea`).value).toBe(
    "Shall I call you?",
  );
  expect(words(room, consent)).toBe("Texts allowed");
});

test("a reason that is newer than the page is said in the server's words", async () => {
  const reason = "moon_phase" as unknown as SmsStanding["reason"];
  const { room } = await show({ goes: false, reason, said: "Not while the moon is full." });
  expect(words(room, `${COMPOSER} >>> [part=composer-closed]`)).toBe("Not while the moon is full.");
});

test("quiet hours say when they are over", async () => {
  const until = "2026-11-28T07:00:00Z";
  const { room } = await show({ goes: false, reason: "quiet_hours", until });
  expect(words(room, `${COMPOSER} >>> [part=composer-closed]`)).toMatch(
    /too early or too late where they are\. It passes .*2026/,
  );
});

test("who may write from the number takes a conversation over, and writes", async () => {
  const { room } = await show({ assignee: "ben", goes: false, reason: "not_assigned" });
  expect(words(room, `${COMPOSER} >>> [part=composer-closed]`)).toContain("Somebody else writes");
  expect(words(room, "onrecord-above >>> onrecord-served >>> .by")).toBe(
    "Ben Okafor writes to them",
  );
  find(room, `${COMPOSER} >>> onrecord-texting >>> button`).click();
  await settle(room);
  expect(findAll(room, `${COMPOSER} >>> textarea`)).toHaveLength(1);
  expect(words(room, "onrecord-above >>> onrecord-served >>> .by")).toBe("Ana Ruiz writes to them");
});

test("under each text stands what became of it, and it moves as more is known", async () => {
  const { room, store } = await show();
  const marks = (): string[] =>
    findAll(room, "onrecord-timeline >>> onrecord-delivery").map((one) =>
      (one.shadowRoot?.textContent ?? "").replace(/\s+/g, " ").trim(),
    );
  expect(marks()).toEqual([
    "Delivered",
    "Sent · 2 texts",
    "Nobody knows whether it was sent It was sent It was not: send it again",
    "Not sent · Nobody can be written to at this number.",
    "Waiting to be sent",
  ]);
  await expectAccessible(room);
  const last = store.state.conversations[TALK]?.timeline?.messages.at(-1)?.id ?? "";
  textingOf(store.port).heard({
    ...{ type: "sms.moved", conversation_id: TALK, message_id: last },
    ...{ state: "delivered", reason: null },
  });
  await settle(room);
  expect(marks().at(-1)).toBe("Delivered");
});

test("who serves them decides about a text of which nobody knows, and nobody else", async () => {
  const { room } = await show();
  const all = (): HTMLElement[] => findAll(room, "onrecord-timeline >>> onrecord-delivery");
  const choices = (): HTMLElement[] =>
    all().flatMap((one) => [...(one.shadowRoot?.querySelectorAll<HTMLElement>("button") ?? [])]);
  expect(choices().map((one) => one.textContent?.trim())).toEqual([
    "It was sent",
    "It was not: send it again",
  ]);
  await expectAccessible(room);
  choices()[0]?.click();
  await settle(room);
  expect(choices()).toHaveLength(0);
  expect(all()[2]?.shadowRoot?.textContent).toContain("Sent");
  const other = await show({ assignee: "ben", goes: false, reason: "not_assigned" });
  const there = findAll(other.room, "onrecord-timeline >>> onrecord-delivery");
  expect(there.flatMap((one) => [...(one.shadowRoot?.querySelectorAll("button") ?? [])])).toEqual(
    [],
  );
});

test("a conversation is given to somebody else of the number, or covered for", async () => {
  const { room } = await show();
  const served = "onrecord-above >>> onrecord-served";
  const dialog = `${served} >>> onrecord-serving`;
  findAll(room, `${served} >>> .way`)[0]?.click();
  await settle(room);
  const options = findAll(room, `${dialog} >>> option`).map((one) => one.textContent?.trim());
  expect(options).toEqual(["Choose…", "Ben Okafor", "Hana Sato"]);
  await expectAccessible(room);
  findAll(room, `${dialog} >>> [type=radio]`)[1]?.click();
  await settle(room);
  await userEvent.selectOptions(find(room, `${dialog} >>> select`), "hana");
  await settle(room);
  find(room, `${dialog} >>> .primary`).click();
  await settle(room);
  expect(words(room, `${served} >>> .by`)).toBe("Ana Ruiz writes to them · Hana Sato stands in");
});

test("what somebody said by phone goes into the ledger in their words", async () => {
  const { room, store } = await show();
  const served = "onrecord-above >>> onrecord-served";
  const dialog = `${served} >>> onrecord-agreeing`;
  findAll(room, `${served} >>> .way`)[1]?.click();
  await settle(room);
  await expectAccessible(room);
  await userEvent.fill(find(room, `${dialog} >>> textarea`), "Please, no more.");
  await settle(room);
  find(room, `${dialog} >>> .primary`).click();
  await settle(room);
  const { data } = await store.port.call("sms.consents", {});
  expect([data[0]?.kind, data[0]?.means, data[0]?.words]).toEqual([
    "opt_out",
    "phone",
    "Please, no more.",
  ]);
});

test("who writes knows before that it goes as a notice with a link, and why", async () => {
  const notices = { reason: "classified", longest: null, found: true } as const;
  const { room } = await show({ notices });
  const line = "onrecord-texting >>> [part=texting-notice]";
  expect(words(room, `${COMPOSER} >>> ${line}`)).toContain(
    "because what is written here is classified",
  );
  await write(room, "Your result is back.");
  expect(findAll(room, `${COMPOSER} >>> onrecord-texting >>> [part=segments]`)).toHaveLength(0);
});

test("what is long goes as a notice from that part on", async () => {
  const { room } = await show({ notices: { reason: null, longest: 1, found: false } });
  const line = `${COMPOSER} >>> onrecord-texting >>> [part=texting-notice]`;
  await write(room, "x".repeat(160));
  expect(findAll(room, line)).toHaveLength(0);
  await write(room, "x".repeat(161));
  expect(words(room, line)).toContain("because it is long");
});
