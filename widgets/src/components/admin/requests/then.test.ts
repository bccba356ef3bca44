import { beforeEach, expect, test } from "vitest";

import { GRANTS, fresh } from "../../../../gallery/portal.ts";
import type { FixtureStore } from "../../../../gallery/store.ts";
import { thenAt } from "../../../../gallery/then.ts";
import { expectAccessible, find, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import { RefusalError, parseProblem } from "../../../core/problems.ts";
import type { AsOf, ShowGrantedAsOf } from "../../../generated/wire.ts";
import type { OnrecordAdmin } from "../admin.ts";
import { fieldOf, itemOf } from "../eyes.ts";

const OPEN = GRANTS[2];
const TALK = OPEN?.scope.conversations?.[0] ?? "";
const HERE = "onrecord-admin-requests";
const THEN = `${HERE} >>> onrecord-admin-granted >>> onrecord-admin-then`;

beforeEach(fresh);

/** Led there by a link, with the person and the moment filled in. */
function led(viewer: string, minutes: number, width = 1200): Promise<OnrecordAdmin> {
  const eyes = { grant: OPEN?.id ?? "", conversation: TALK, viewer, at: thenAt(minutes) };
  return showPortal("requests", { roles: ["investigator"], item: itemOf(eyes), width });
}

async function look(portal: OnrecordAdmin): Promise<void> {
  await click(portal, `${THEN} >>> form button`, "Look");
}

const shown = (portal: OnrecordAdmin): string => text(portal, `${THEN} >>> .column`);

function askedFor(portal: OnrecordAdmin): string[] {
  const { port } = portal.store as FixtureStore;
  const asked: string[] = [];
  const answer = port.call;
  port.call = ((...args: Parameters<typeof answer>) => {
    asked.push(args[0]);
    return answer(...args);
  }) as typeof answer;
  return asked;
}

interface Waiting {
  /** What was asked for, as often as it was. */
  readonly asked: ShowGrantedAsOf[];
  /** Let every answer that waits come. */
  come(): Promise<void>;
  /** Refuse everything that waits. */
  refuse(detail: string): Promise<void>;
}

/** From now on answers wait, and come in pages of two. */
function slow(portal: OnrecordAdmin): Waiting {
  const { port } = portal.store as FixtureStore;
  const answer = port.call as (op: string, args: unknown) => Promise<unknown>;
  const asked: ShowGrantedAsOf[] = [];
  let gates: ((refusal: RefusalError | null) => void)[] = [];
  const call = async (op: string, args: unknown): Promise<unknown> => {
    if (op !== "grants.as_of") return answer(op, args);
    asked.push(args as ShowGrantedAsOf);
    const refusal = await new Promise<RefusalError | null>((come) => gates.push(come));
    if (refusal) throw refusal;
    return page((await answer(op, args)) as AsOf, (args as ShowGrantedAsOf).before ?? null);
  };
  port.call = call as typeof port.call;
  const end = async (refusal: RefusalError | null): Promise<void> => {
    for (const come of gates) come(refusal);
    gates = [];
    await settle(portal);
  };
  return {
    asked,
    come: () => end(null),
    refuse: (detail) => end(new RefusalError(parseProblem(403, { detail }))),
  };
}

function page(whole: AsOf, before: number | null): AsOf {
  const older = whole.data.filter(
    ({ message: { position } }) => before === null || (position ?? 0) < before,
  );
  const data = older.slice(0, 2);
  return { ...whole, data, next_before: older[2] ? (data[1]?.message.position ?? null) : null };
}

const linesOf = (portal: OnrecordAdmin): string[] =>
  findAll(portal, `${THEN} >>> .column > .lines > .one`).map((one) => one.textContent ?? "");

test.each([360, 760, 1200])(
  "a conversation is shown as somebody saw it, whole at %i px, and axe finds nothing",
  async (width) => {
    const portal = await led("ben", 34, width);
    await look(portal);
    const said = shown(portal);
    expect(said).toContain("Through the eyes of Ben O.");
    expect(said).toContain("those concerned see it at once");
    expect(said).toContain("In your time zone");
    expect(said).toContain("3 people were in it then");
    expect(said).toContain("Monday already");
    expect(said).toContain("Removed by its author. Not for here.");
    expect(said).toContain("😬 1");
    expect(said).toContain("Ben O. had read up to here");
    expect(said).not.toContain("They can wait");
    const { scrollWidth, clientWidth } = find(portal, ".main");
    expect(scrollWidth).toBe(clientWidth);
    await expectAccessible(portal);
  },
);

test("nothing is looked at before one says so, neither by a link nor by a step of the form", async () => {
  const portal = await led("ben", 34);
  const asked = askedFor(portal);
  const field = find<HTMLInputElement>(portal, `${THEN} >>> [name=at]`);
  field.value = fieldOf(thenAt(9));
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await settle(portal);
  expect(asked).not.toContain("grants.as_of");
  await look(portal);
  expect(asked.filter((one) => one === "grants.as_of")).toHaveLength(1);
  expect(asked).not.toContain("grants.messages");
  expect(shown(portal)).toContain("I told them Monday.");
});

test("each step leads to before a change, or to the next, and says which moment it is", async () => {
  const portal = await led("ben", 20);
  await look(portal);
  expect(shown(portal)).toContain("In writing");
  await click(portal, `${THEN} >>> .acts button`, "Before this change");
  expect(shown(portal)).not.toContain("In writing");
  expect(shown(portal)).toContain("I told them Monday.");
  await click(portal, `${THEN} >>> .acts button`, "Next change");
  expect(shown(portal)).toContain("In writing");
});

test("one steps to the last change, and no further", async () => {
  const portal = await led("ben", 40);
  await look(portal);
  const asked = askedFor(portal);
  const steps = findAll(portal, `${THEN} >>> [role=group] button`);
  expect(steps.map((one) => one.getAttribute("aria-disabled"))).toEqual(["false", "true"]);
  steps[1]?.click();
  await settle(portal);
  expect(asked).toEqual([]);
});

test("of who was not there yet, or not any more, nothing is shown but when they were", async () => {
  const portal = await led("elif", 8);
  await look(portal);
  expect(shown(portal)).toContain("was not in this conversation then");
  expect(findAll(portal, `${THEN} >>> .lines`)).toHaveLength(0);
  await click(portal, `${THEN} >>> .acts button`, "Next change");
  expect(text(portal, `${THEN} >>> .lines`)).toContain("I told them Monday.");
  const later = await led("elif", 60);
  await look(later);
  expect(shown(later)).toContain("was not in this conversation any more");
  await expectAccessible(later);
});

test("a moment that has not come is refused before it is asked for, at its field", async () => {
  const portal = await led("ben", 8);
  const asked = askedFor(portal);
  const field = find<HTMLInputElement>(portal, `${THEN} >>> [name=at]`);
  field.value = "2099-01-01T09:00:00";
  await look(portal);
  expect(text(portal, `${THEN} >>> .wrong`)).toContain("has not come yet");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(asked).not.toContain("grants.as_of");
});

test("replies are looked at by a press, and stand below their message", async () => {
  const portal = await led("chidi", 34);
  await look(portal);
  await click(portal, `${THEN} >>> .one button`, "Show 1 reply");
  expect(text(portal, `${THEN} >>> .one .lines`)).toContain("Dock four by now.");
});

test("older messages that were asked for twice come once, and the button says that it waits", async () => {
  const portal = await led("ben", 8);
  const waiting = slow(portal);
  await look(portal);
  await waiting.come();
  expect(linesOf(portal)).toHaveLength(2);
  const older = find(portal, `${THEN} >>> .column > .button`);
  older.focus();
  older.click();
  older.click();
  await settle(portal);
  expect(older.getAttribute("aria-disabled")).toBe("true");
  expect(older.getAttribute("aria-busy")).toBe("true");
  expect(older.matches(":focus")).toBe(true);
  await waiting.come();
  expect(waiting.asked.map(({ before }) => before ?? null)).toEqual([null, 401]);
  expect(linesOf(portal)).toHaveLength(3);
});

test("replies that were asked for twice come once, and the button says that it waits", async () => {
  const portal = await led("chidi", 34);
  await look(portal);
  const waiting = slow(portal);
  const replies = find(portal, `${THEN} >>> .one .button`);
  replies.click();
  replies.click();
  await settle(portal);
  expect(replies.getAttribute("aria-busy")).toBe("true");
  await waiting.come();
  expect(waiting.asked).toHaveLength(1);
  expect(text(portal, `${THEN} >>> .one .lines`).match(/Dock four by now\./g)).toHaveLength(1);
});

test("what comes late for another moment is dropped, and holds up nothing", async () => {
  const portal = await led("ben", 8);
  const waiting = slow(portal);
  await look(portal);
  await waiting.come();
  find(portal, `${THEN} >>> .column > .button`).click();
  await click(portal, `${THEN} >>> .acts button`, "Next change");
  await waiting.come();
  expect(waiting.asked).toHaveLength(3);
  expect(linesOf(portal)).toHaveLength(2);
  const older = find(portal, `${THEN} >>> .column > .button`);
  expect(older.getAttribute("aria-disabled")).toBe("false");
  older.click();
  await settle(portal);
  await waiting.come();
  expect(linesOf(portal)).toHaveLength(3);
});

test.each(["come", "refuse"] as const)(
  "a look that ends late for what a link left is dropped: %s",
  async (how) => {
    const portal = await led("ben", 34);
    const waiting = slow(portal);
    await look(portal);
    const other = { grant: OPEN?.id ?? "", conversation: TALK, viewer: "elif", at: thenAt(20) };
    portal.item = itemOf(other);
    await settle(portal);
    await waiting[how]("Not for you.");
    expect(waiting.asked).toHaveLength(1);
    expect(findAll(portal, `${THEN} >>> :is(.lines, .problem)`)).toHaveLength(0);
    expect(find<HTMLSelectElement>(portal, `${THEN} >>> [name=viewer]`).value).toBe("elif");
  },
);

test("what the server refuses is said, and what was seen before leaves the screen", async () => {
  const portal = await led("ben", 8);
  await look(portal);
  const { port } = portal.store as FixtureStore;
  const detail = "Nobody looks along their line of management.";
  const answer = port.call;
  const refuses = (...asked: Parameters<typeof answer>): Promise<unknown> =>
    asked[0] === "grants.as_of"
      ? Promise.reject(new RefusalError(parseProblem(403, { detail })))
      : answer(...asked);
  port.call = refuses as typeof answer;
  await click(portal, `${THEN} >>> .acts button`, "Before this change");
  expect(text(portal, `${THEN} >>> .problem`)).toContain(detail);
  expect(findAll(portal, `${THEN} >>> .lines`)).toHaveLength(0);
});

test("a grant that ends takes from the screen what it opened", async () => {
  const portal = await led("ben", 8);
  await look(portal);
  const store = portal.store as FixtureStore;
  await store.port.create("grants.close", {
    grant_id: OPEN?.id ?? "",
    reason: "It is settled now.",
  });
  store.change((state) => ({ ...state, grantsAt: 901 }));
  await settle(portal);
  expect(text(portal, `${THEN} >>> .note`)).toContain("This grant is over");
  expect(findAll(portal, `${THEN} >>> .lines`)).toHaveLength(0);
});

test("from a conversation that one reads one comes to what somebody saw, and back", async () => {
  const portal = await showPortal("requests", {
    roles: ["investigator"],
    item: OPEN?.id ?? null,
  });
  await click(portal, `${HERE} >>> .decision button`, "Read");
  const inside = `${HERE} >>> onrecord-admin-granted`;
  findAll(portal, `${inside} >>> [data-row]`)[0]?.click();
  await settle(portal);
  await click(portal, `${inside} >>> .acts button`, "As somebody saw it");
  const names = findAll(portal, `${THEN} >>> option`).map((one) => one.textContent?.trim());
  expect(names).toEqual(["Ben Okafor", "Chidi Nwosu", "Elif Yılmaz"]);
  await look(portal);
  expect(shown(portal)).toContain("Through the eyes of Ben O.");
  find(portal, `${inside} >>> .top .icon`).click();
  await settle(portal);
  expect(findAll(portal, `${inside} >>> .lines li`)).toHaveLength(3);
});
