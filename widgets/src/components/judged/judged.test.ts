import { describe, expect, test } from "vitest";

import { appealOf, keptBack, masked, notice } from "../../../gallery/judging.ts";
import { ago } from "../../../gallery/people.ts";
import { WIDER } from "../../../gallery/policy.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import type { Appeal, Message } from "../../generated/wire.ts";
import { OnrecordRoom } from "../room/room.ts";

interface Shown {
  readonly room: OnrecordRoom;
  readonly store: FixtureStore;
  readonly id: string;
}

/** A conversation in which rules have found something in one's own messages. */
async function show(make: (id: string) => readonly Message[], width = 720): Promise<Shown> {
  const store = new FixtureStore();
  const [id = ""] = store.state.order;
  store.change((state) => ({ ...state, policy: WIDER }));
  store.change((state) => ({
    ...state,
    policy: { ...WIDER, must_acknowledge: false },
  }));
  store.alter(id, ({ timeline }) => {
    const [made, held] = [make(id), (one: Message): boolean => one.state !== "active"];
    const messages = [...(timeline?.messages ?? []), ...made.filter((one) => !held(one))];
    return { held: made.filter(held), timeline: timeline && { ...timeline, messages } };
  });
  const room = new OnrecordRoom();
  store.subscribe(
    (all) => all,
    (all) => (room.state = all),
  );
  await mount(room, { store, state: store.state, conversationId: id }, { width, height: 700 });
  await drawn(room);
  await drawn(room);
  return { room, store, id };
}

const lines = (room: OnrecordRoom): HTMLElement[] =>
  findAll(room, "onrecord-timeline >>> onrecord-judged");
const words = (element: HTMLElement | undefined): string =>
  (element?.shadowRoot?.textContent ?? "").replace(/\s+/g, " ");

async function press(shown: Shown, text: string): Promise<void> {
  const buttons = lines(shown.room).flatMap((one) => [
    ...(one.shadowRoot?.querySelectorAll("button") ?? []),
  ]);
  buttons.find((one) => one.textContent?.includes(text))?.click();
  await drawn(shown.room);
  await drawn(shown.room);
}

describe("a message that was kept back", () => {
  test.each([360, 720])("stands at its place, with rule and state, at %i px", async (width) => {
    const { room } = await show(
      (id) => [
        keptBack(id, "held", "Ours is better than theirs.", 4),
        keptBack(id, "blocked", "Theirs is bad.", 3),
        keptBack(id, "rejected", "Much worse.", 2),
        masked(id),
      ],
      width,
    );
    expect(lines(room).map(words)).toEqual([
      expect.stringMatching(/Held back.*second look.*Somebody who reviews reads it/),
      expect.stringMatching(/Not delivered.*second look.*write it differently/),
      expect.stringMatching(/a reviewer decided so.*another reviewer/),
      expect.stringMatching(/covered for everybody.*Numbers of cards/),
    ]);
    const covered = findAll(room, "onrecord-timeline >>> .covered");
    expect(covered.map((one) => one.ariaLabel)).toEqual(["Covered by a rule", "Covered by a rule"]);
    const kept = findAll(room, "onrecord-timeline >>> .message.kept");
    expect(kept.map((one) => one.querySelector(".tools, .status"))).toEqual([null, null, null]);
    await expectAccessible(room);
  });

  test("is taken back, and its words can be written on", async () => {
    const shown = await show((id) => [keptBack(id, "held", "Ours is better.")]);
    await press(shown, "Take it back");
    const { held, draft } = shown.store.state.conversations[shown.id] ?? {};
    expect(held).toEqual([]);
    expect(draft?.text).toBe("Ours is better.");
  });

  test("is disputed with words, once", async () => {
    const shown = await show((id) => [keptBack(id, "blocked", "Theirs.")]);
    await press(shown, "That is wrong");
    const area = find<HTMLTextAreaElement>(shown.room, "onrecord-dispute >>> textarea");
    await expectAccessible(find(shown.room, "onrecord-dispute"));
    area.value = "It is our own brand.";
    area.dispatchEvent(new Event("input"));
    await drawn(shown.room);
    find(shown.room, "onrecord-dispute >>> .primary").click();
    await drawn(shown.room);
    expect(find<HTMLDialogElement>(shown.room, "onrecord-dispute >>> dialog").open).toBe(false);
    expect(words(lines(shown.room)[0])).toContain("You disputed this on");
    expect(words(lines(shown.room)[0])).not.toContain("That is wrong");
  });

  test("says how the dispute ended", async () => {
    const shown = await show((id) => [keptBack(id, "rejected", "Theirs.")]);
    const message_id = shown.store.state.conversations[shown.id]?.held[0]?.id ?? "";
    const data = [
      appealOf({
        ...{ message_id, dispute: false, made_at: ago(-60) },
        ...{ state: "rejected", answer: "It is not ours." },
      }),
    ];
    shown.store.change((s) => ({ ...s, appeals: { data, next_cursor: null } }));
    await drawn(shown.room);
    expect(words(lines(shown.room)[0])).toMatch(/it stays as it is. It is not ours/);
  });
});

test("an older dispute does not stand in the way of asking another reviewer", async () => {
  const shown = await show((id) => [keptBack(id, "rejected", "Theirs.")]);
  const message_id = shown.store.state.conversations[shown.id]?.held[0]?.id ?? "";
  const said = (more: Partial<Appeal>): void =>
    shown.store.change((s) => ({
      ...s,
      appeals: { data: [appealOf({ message_id, ...more })], next_cursor: null },
      notices: { data: [rejected], unread: 0, next_cursor: null },
    }));
  const until = new Date(Date.now() + 9e7).toISOString();
  const rejected = notice("reject", { message_id, appeal_until: until });
  said({ state: "rejected", made_at: "2020-05-01T10:00:00Z" });
  await drawn(shown.room);
  expect(words(lines(shown.room)[0])).toContain("Ask another reviewer");
  said({ dispute: false, made_at: "2020-05-01T10:00:00Z" });
  await drawn(shown.room);
  expect(words(lines(shown.room)[0])).toContain("Ask another reviewer");
  said({ dispute: false, made_at: ago(-60) });
  await drawn(shown.room);
  expect(words(lines(shown.room)[0])).not.toContain("Ask another reviewer");
});

test("a message of somebody else is reported, and it is said who will see it", async () => {
  const { room, store, id } = await show(() => []);
  const here = store.state.conversations[id];
  if (!here?.info) throw new Error("the conversation is not there");
  const two = { ...here, info: { ...here.info, member_count: 2 } };
  store.change((s) => ({ ...s, conversations: { ...s.conversations, [id]: two } }));
  await drawn(room);
  const other = findAll(room, "onrecord-timeline >>> .message.other").at(-1);
  other?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  await expect.poll(() => findAll(room, "onrecord-menu")).toHaveLength(1);
  await drawn(room);
  const item = findAll(room, "onrecord-menu >>> [role=menuitem]").find((one) =>
    one.textContent?.includes("Report"),
  );
  item?.click();
  await drawn(room);
  await drawn(room);
  const dialog = find(room, "onrecord-report");
  expect(words(dialog)).toContain("see this message with a few around it");
  expect(words(dialog)).toContain("is not told who reported it");
  expect(words(dialog)).toContain("only the two of you here");
  const send = find<HTMLButtonElement>(room, "onrecord-report >>> .primary");
  expect(send.disabled).toBe(true);
  await expectAccessible(dialog);
  findAll(room, "onrecord-report >>> input")[1]?.click();
  await drawn(room);
  send.click();
  await drawn(room);
  expect(words(dialog)).toContain("Thank you. It was passed on");
  await expectAccessible(dialog);
});

test("who is frozen reads until when they cannot write, and why; what was written is kept", async () => {
  const { room, store, id } = await show(() => []);
  store.setDraft(id, { text: "half a thought", replyTo: null, editing: null });
  const freeze = {
    ...{ person_id: "ana", begins_at: "2026-05-01T10:00:00Z", ends_at: "2026-05-02T10:00:00Z" },
    ...{ trigger: "card-numbers", reason_code: null },
  };
  store.change((s) => ({ ...s, freeze }));
  await drawn(room);
  const closed = find(room, "onrecord-composer >>> .closed").textContent ?? "";
  expect(closed).toMatch(/You cannot write until .*May 2, 2026.* The reason: card numbers/);
  await expectAccessible(find(room, "onrecord-composer"));
  const told = new Promise((resolve) =>
    room.addEventListener("side", (event) => resolve((event as CustomEvent).detail)),
  );
  find(room, "onrecord-composer > .way").click();
  expect(await told).toEqual({ kind: "notices" });
  store.change((s) => ({ ...s, freeze: { ...freeze, trigger: null, reason_code: "threat" } }));
  await drawn(room);
  const byHand = find(room, "onrecord-composer >>> .closed").textContent;
  expect(byHand).toContain("The reason: A threat.");
  store.change((s) => ({ ...s, freeze: null }));
  await drawn(room);
  expect(find<HTMLTextAreaElement>(room, "onrecord-composer >>> textarea").value).toBe(
    "half a thought",
  );
});
