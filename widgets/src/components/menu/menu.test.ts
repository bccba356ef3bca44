import { expect, test } from "vitest";

import {
  drawn,
  expectAccessible,
  find,
  findAll,
  mount,
  next,
  press,
} from "../../../tests/support/mount.ts";
import { PLAIN_MESSAGE } from "../../../tests/support/blank.ts";
import { say } from "../../../gallery/people.ts";
import type { Message } from "../../generated/wire.ts";
import type { Abilities } from "../message/actions.ts";
import type { Entry } from "../timeline/items.ts";
import { actionsFor } from "./actions.ts";
import { OnrecordMenu } from "./menu.ts";

const CAN: Abilities = {
  moderates: false,
  writes: true,
  pins: true,
  posts: true,
  replies: true,
  inThread: false,
};
const QUICK = ["👍", "🎉"];

function entry(more: Partial<Message> = {}, own = false): Entry {
  const message = say("cnv_1", own ? "ana" : "ben", 5, "Hello.", { ...PLAIN_MESSAGE, ...more });
  return {
    type: "message",
    key: message.id,
    author: message.author,
    text: message.text,
    at: message.created_at,
    own,
    replyTo: null,
    message,
    pending: null,
    first: true,
    last: true,
    receipt: null,
  };
}

const names = (one: Entry, can = CAN): string[] => actionsFor(one, can).map(({ name }) => name);
const items = (menu: OnrecordMenu): HTMLElement[] => findAll(menu, "[role=menuitem]");
const focused = (menu: OnrecordMenu): string =>
  (menu.shadowRoot?.activeElement?.textContent ?? "").trim();

async function show(one: Entry): Promise<OnrecordMenu> {
  const menu = await mount(new OnrecordMenu());
  menu.offer(one, CAN, QUICK, menu);
  await drawn(menu);
  return menu;
}

test("everybody may answer, copy and report; only authors edit, only authors and moderators remove", () => {
  const others = ["react", "thread", "reply", "pin", "save", "copy", "link", "report"];
  expect(names(entry())).toEqual(others);
  expect(names(entry({}, true)).slice(-3)).toEqual(["link", "edit", "remove"]);
  expect(names(entry(), { ...CAN, moderates: true })).toContain("remove");
  expect(names(entry({ version: 2 }))).toContain("versions");
});

test("nobody is offered to edit where they may write no more; what they wrote they may remove", () => {
  const closed = { ...CAN, posts: false };
  expect(names(entry({}, true), closed).slice(-2)).toEqual(["link", "remove"]);
  const inThread = { thread_id: "msg_1", in_channel: false };
  expect(names(entry(inThread, true), closed)).toContain("edit");
  expect(names(entry(inThread, true), { ...CAN, replies: false })).not.toContain("edit");
});

test("in what is archived nothing changes; a removed message offers nothing", () => {
  expect(names(entry({}, true), { ...CAN, writes: false })).toEqual(["save", "copy", "link"]);
  expect(names(entry({ state: "removed", text: null }))).toEqual([]);
});

test("arrow keys go through the lines and round; choosing closes and tells", async () => {
  const menu = await show(entry({}, true));
  expect(focused(menu)).toBe("👍");
  press(items(menu)[0] as HTMLElement, "ArrowUp");
  expect(focused(menu)).toBe("Remove");
  press(items(menu).at(-1) as HTMLElement, "ArrowDown");
  press(items(menu)[0] as HTMLElement, "ArrowRight");
  expect(focused(menu)).toBe("🎉");
  press(items(menu)[1] as HTMLElement, "ArrowDown");
  expect(focused(menu)).toBe("Reply in thread");
  press(items(menu)[3] as HTMLElement, "ArrowUp");
  expect(focused(menu)).toBe("👍");
  const told = next<{ name: string; detail: unknown }>(menu, "act");
  items(menu)[1]?.click();
  expect(await told).toMatchObject({ name: "react", detail: { emoji: "🎉" } });
  expect(find(menu, ".pop").matches(":popover-open")).toBe(false);
});

test("what is pinned or saved can be undone", () => {
  const words = actionsFor(entry({ pinned: true, saved: true }), CAN).map(({ text }) => text);
  expect(words).toContain("action.unpin");
  expect(words).toContain("action.unsave");
  expect(names(entry(), { ...CAN, pins: false })).not.toContain("pin");
});

test("axe finds nothing", async () => {
  await expectAccessible(await show(entry({ version: 3 }, true)));
});
