/** The panels that list messages from elsewhere: pins, saved messages and threads. */
import { describe, expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import type { SideView } from "../../base/side.ts";
import { parseProblem, RefusalError } from "../../core/problems.ts";
import type { Operation } from "../../generated/wire.ts";
import { OnrecordChat } from "../chat/chat.ts";

interface Opened {
  readonly chat: OnrecordChat;
  readonly store: FixtureStore;
  readonly id: string;
}

type Answer = (args: unknown, rest: () => Promise<object>) => unknown;

/** The chat with a panel beside it; some operations answer as they are told here. */
async function open(
  view: (id: string) => SideView,
  answers: Partial<Record<Operation, Answer>> = {},
  width = 1200,
): Promise<Opened> {
  const store = new FixtureStore();
  const [id = ""] = store.state.order;
  const port = store.port as { call: (op: Operation, args: never) => Promise<unknown> };
  const call = port.call;
  port.call = async (op, args) => {
    const answer = answers[op];
    const rest = (): Promise<object> => call(op, args) as Promise<object>;
    return answer ? answer(args, rest) : rest();
  };
  const chat = new OnrecordChat();
  await mount(chat, { store, conversationId: id, lang: "en" }, { width, height: 700 });
  chat.side.open(view(id));
  await drawn(chat);
  await drawn(chat);
  return { chat, store, id };
}

const refuse = (detail: string): Answer => {
  return () => {
    throw new RefusalError(parseProblem(403, { detail }));
  };
};

const PANELS = [
  {
    tag: "onrecord-pins",
    view: (conversation: string): SideView => ({ kind: "pins", conversation }),
    list: "pins.list",
    none: "Nothing is pinned",
    out: { op: "pins.remove", label: "Unpin" },
  },
  {
    tag: "onrecord-saved",
    view: (): SideView => ({ kind: "saved" }),
    list: "saved.list",
    none: "Nothing saved",
    out: { op: "saved.remove", label: "Remove from saved" },
  },
  {
    tag: "onrecord-inbox",
    view: (): SideView => ({ kind: "threads" }),
    list: "threads.list",
    none: "No threads yet",
    out: null,
  },
] as const;

const rows = (chat: OnrecordChat, tag: string): HTMLElement[] =>
  findAll(chat, `${tag} >>> .excerpts > *`);

describe.each(PANELS)("$tag", ({ tag, view, list, none, out }) => {
  test.each([360, 1200])("shows what there is, accessible, at %d px", async (width) => {
    const { chat } = await open(view, {}, width);
    expect(rows(chat, tag).length).toBeGreaterThan(0);
    await expectAccessible(chat);
  });

  test("says so where there is nothing", async () => {
    const { chat } = await open(view, { [list]: () => ({ data: [], next_cursor: null }) });
    expect(find(chat, `${tag} >>> .scroll`).textContent).toContain(none);
    await expectAccessible(chat);
  });

  test("says why it could not be fetched, and fetches it again", async () => {
    const answers: Partial<Record<Operation, Answer>> = { [list]: refuse("Not today.") };
    const { chat } = await open(view, answers);
    expect(find(chat, `${tag} >>> .scroll`).textContent).toContain("Not today.");
    answers[list] = () => ({ data: [], next_cursor: null });
    const again = findAll(chat, `${tag} >>> .scroll button`).find((one) =>
      one.textContent?.includes("Try again"),
    );
    again?.click();
    await drawn(chat);
    expect(find(chat, `${tag} >>> .scroll`).textContent).toContain(none);
  });

  test("fetches the next page on request", async () => {
    const before = rows((await open(view)).chat, tag).length;
    const asked: unknown[] = [];
    const { chat } = await open(view, {
      [list]: async (args: unknown, rest: () => Promise<object>) => {
        const { cursor } = args as { cursor?: string };
        asked.push(cursor);
        return { ...(await rest()), next_cursor: cursor ? null : "further" };
      },
    });
    const more = findAll(chat, `${tag} >>> .scroll > .button`);
    more[0]?.click();
    await drawn(chat);
    expect(asked.at(-1)).toBe("further");
    expect(rows(chat, tag)).toHaveLength(2 * before);
    expect(findAll(chat, `${tag} >>> .scroll > .button`)).toEqual([]);
  });

  test.runIf(out)("takes one out at once, and leaves it with the reason if refused", async () => {
    if (!out) return;
    const answers: Partial<Record<Operation, Answer>> = { [out.op]: refuse("Not yours.") };
    const { chat } = await open(view, answers);
    const before = rows(chat, tag).length;
    const button = (): HTMLElement | undefined =>
      findAll(chat, `${tag} >>> button`).find((one) => one.ariaLabel === out.label);
    button()?.click();
    await drawn(chat);
    expect(find(chat, `${tag} >>> .problem`).textContent).toContain("Not yours.");
    expect(rows(chat, tag)).toHaveLength(before);
    answers[out.op] = (_, rest) => rest();
    answers[list] = () => ({ data: [], next_cursor: null });
    button()?.click();
    await drawn(chat);
    expect(rows(chat, tag)).toHaveLength(before - 1);
  });
});

test("the inbox shows all threads or the unread ones, and reads all", async () => {
  const asked: unknown[] = [];
  const page = { data: [], next_cursor: null };
  const { chat } = await open(() => ({ kind: "threads" }), {
    "threads.list": (args) => {
      asked.push((args as { unread?: boolean }).unread ?? false);
      return page;
    },
    "threads.read_all": () => ({}),
  });
  const pressed = (): string[] =>
    findAll(chat, "onrecord-inbox >>> .segments [aria-pressed=true]").map((one) =>
      String(one.textContent?.trim()),
    );
  expect(pressed()).toEqual(["All"]);
  findAll(chat, "onrecord-inbox >>> .segments button")[1]?.click();
  await drawn(chat);
  expect(pressed()).toEqual(["Unread"]);
  expect(find(chat, "onrecord-inbox >>> .scroll").textContent).toContain("Everything is read");
  expect(asked).toEqual([false, true]);
  find(chat, "onrecord-inbox >>> .link").click();
  await drawn(chat);
  expect(asked).toHaveLength(3);
});
