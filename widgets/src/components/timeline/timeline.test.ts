import { describe, expect, test } from "vitest";

import { PEOPLE, conversation, members, say } from "../../../gallery/people.ts";
import {
  drawn,
  expectAccessible,
  find,
  findAll,
  mount,
  press,
} from "../../../tests/support/mount.ts";
import { freshConversation } from "../../core/conversations.ts";
import type { ConversationState } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import type { Readers } from "../body/body.ts";
import { type Item, timelineItems } from "./items.ts";
import { ScrollKeeper } from "./scroll.ts";
import { OnrecordTimeline } from "./timeline.ts";

const READERS: Readers = { me: "ana", name: (id) => PEOPLE[id]?.name ?? id };
const ROOM = conversation("cnv_1", "group", "Order 1234", {});

const write = (
  author: string,
  minutes: number,
  text: string,
  more: Partial<Message> = {},
): Message => say("cnv_1", author, minutes, text, more);

const many = (count: number, from: number): Message[] =>
  Array.from({ length: count }, (_, at) => write("ben", from - at * 7, `Message ${from - at}.`));

function holding(messages: Message[], unreadFrom: number | null = null): ConversationState {
  return {
    ...freshConversation({ ...ROOM, last_message: messages.at(-1) ?? null }),
    timeline: {
      messages,
      notices: [],
      hasOlder: false,
      hasNewer: false,
      loading: null,
      problem: null,
      unreadFrom,
    },
    members: members(["ana", "ben", "chidi"], []),
  };
}

const plus = (at: ConversationState, ...more: Message[]): ConversationState => ({
  ...at,
  timeline: at.timeline && { ...at.timeline, messages: [...at.timeline.messages, ...more] },
});

async function show(at: ConversationState): Promise<{ line: OnrecordTimeline; box: HTMLElement }> {
  const line = await mount(new OnrecordTimeline(), {
    conversation: at,
    readers: READERS,
    heading: "Order 1234",
  });
  await drawn(line);
  return { line, box: find(line, ".scroll") };
}

async function change(line: OnrecordTimeline, at: ConversationState): Promise<void> {
  line.conversation = at;
  await drawn(line);
}

const toEnd = (box: HTMLElement): number => box.scrollHeight - box.scrollTop - box.clientHeight;
const top = (line: HTMLElement, key: string): number =>
  find(line, `[data-key="${key}"]`).getBoundingClientRect().top;

async function scroll(box: HTMLElement, to: number): Promise<void> {
  box.scrollTop = to;
  await drawn(box);
}

describe("the reader's place", () => {
  test("a read conversation opens at its end", async () => {
    const { box } = await show(holding(many(40, 500)));
    expect(toEnd(box)).toBeLessThan(1);
  });

  test("an unread one opens at the first unread message, with what came before in sight", async () => {
    const messages = many(60, 900);
    const { line, box } = await show(holding(messages, messages[20]?.position ?? 0));
    const mark = find(line, ".news").getBoundingClientRect().top - box.getBoundingClientRect().top;
    expect(mark).toBeGreaterThan(60);
    expect(mark).toBeLessThan(box.clientHeight / 2);
  });

  test("older pages load without a jump", async () => {
    const messages = many(40, 500);
    const at = holding(messages);
    const { line, box } = await show(at);
    await scroll(box, 300);
    const key = messages[6]?.id ?? "";
    const before = top(line, key);
    const older = many(50, 2000).map((one, n) => ({ ...one, position: n }));
    await change(line, {
      ...at,
      timeline: at.timeline && { ...at.timeline, messages: [...older, ...messages] },
    });
    expect(Math.abs(top(line, key) - before)).toBeLessThan(1.5);
  });

  test("new ones never steal the place: a button says how many wait", async () => {
    const at = holding(many(40, 500));
    const { line, box } = await show(at);
    await scroll(box, 200);
    await change(line, plus(at, write("ben", 1, "One."), write("chidi", 0, "Two.")));
    expect(box.scrollTop).toBe(200);
    expect(find(line, ".waiting button").textContent).toContain("2 new messages");
    find(line, ".waiting button").click();
    await drawn(line);
    expect(toEnd(box)).toBeLessThan(1);
    expect(findAll(line, ".waiting")).toEqual([]);
  });

  test("at the end one stays at the end", async () => {
    const at = holding(many(40, 500));
    const { line, box } = await show(at);
    await change(line, plus(at, write("ben", 1, "A long one.\n\nWith more lines.")));
    expect(toEnd(box)).toBeLessThan(1);
  });

  test("what one sends oneself is shown", async () => {
    const at = holding(many(40, 500));
    const { line, box } = await show(at);
    await scroll(box, 100);
    const pending = [
      {
        clientId: "c1",
        conversationId: "cnv_1",
        text: "Mine.",
        replyTo: null,
        options: {},
        createdAt: new Date().toISOString(),
        status: "sending" as const,
        problem: null,
      },
    ];
    await change(line, { ...at, pending });
    expect(toEnd(box)).toBeLessThan(1);
  });

  test("nothing moves when nothing changed, even a little above the end", async () => {
    const { line, box } = await show(holding(many(40, 500)));
    await scroll(box, box.scrollTop - 30);
    const before = box.scrollTop;
    line.requestUpdate();
    await drawn(line);
    expect(box.scrollTop).toBe(before);
  });

  test("older messages are asked for before the beginning comes into sight", async () => {
    const at = holding(many(60, 900));
    const { line, box } = await show({
      ...at,
      timeline: at.timeline && { ...at.timeline, hasOlder: true },
    });
    let asked = 0;
    line.addEventListener("older", () => (asked += 1));
    await scroll(box, 500);
    expect(asked).toBeGreaterThan(0);
  });
});

describe("read marks", () => {
  test("the last message in sight is told, once", async () => {
    const messages = many(5, 100);
    const heard: number[] = [];
    const line = new OnrecordTimeline();
    line.addEventListener("read", (event) => heard.push((event as CustomEvent<number>).detail));
    await mount(line, { conversation: holding(messages), readers: READERS });
    line.requestUpdate();
    await drawn(line);
    expect(heard).toEqual([messages.at(-1)?.position]);
  });

  test("nothing is told while nobody looks", async () => {
    const heard: Event[] = [];
    const line = new OnrecordTimeline();
    line.addEventListener("read", (event) => heard.push(event));
    await mount(line, { conversation: holding(many(5, 100)), readers: READERS, active: false });
    expect(heard).toEqual([]);
  });
});

describe("what is shown", () => {
  const keys = (items: readonly Item[]): string[] => items.map((item) => item.type);

  test("messages of one author within five minutes stand together", () => {
    const items = timelineItems(
      holding([
        write("ben", 30, "a"),
        write("ben", 27, "b"),
        write("ben", 20, "c"),
        write("ana", 19, "d"),
      ]),
      "ana",
    );
    const ends = items.flatMap((item) =>
      item.type === "message" ? [[item.first, item.last]] : [],
    );
    expect(ends).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  test("an announcement stands for itself, however soon the next one comes", () => {
    const held = holding([write("ben", 30, "a"), write("ben", 29, "b")]);
    const news = { ...held, info: { ...held.info, kind: "announcement" as const } };
    const ends = timelineItems(news, "ana").flatMap((item) =>
      item.type === "message" ? [[item.first, item.last]] : [],
    );
    expect(ends).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  test("each day begins with a divider", () => {
    const day = 24 * 60;
    const items = timelineItems(
      holding([write("ben", 3 * day, "a"), write("ben", day, "b"), write("ben", day, "c")]),
      "ana",
    );
    expect(keys(items)).toEqual(["day", "message", "day", "message", "message"]);
  });

  test("the unread line stands before the first message of somebody else", () => {
    const [own, other] = [write("ana", 9, "mine"), write("ben", 8, "theirs")];
    const items = timelineItems(holding([own, other], (own.position ?? 0) - 1), "ana");
    expect(keys(items)).toEqual(["day", "message", "unread", "message"]);
  });

  test("a removed message leaves a mark with its reason and no actions", async () => {
    const gone = {
      removed_by: "dana",
      removed_reason: "Wrong customer",
      state: "removed" as const,
      text: null,
    };
    const { line } = await show(holding([write("ben", 5, "", gone)]));
    expect(find(line, ".tombstone").textContent).toContain("Removed by Dana Lindqvist.");
    expect(find(line, ".tombstone").textContent).toContain("Wrong customer");
    expect(findAll(line, ".tools")).toEqual([]);
  });

  test("an arrival is spoken; history is not", async () => {
    const at = holding(many(5, 100));
    const { line } = await show(at);
    const live = (): string => find(line, "[aria-live=polite]").textContent ?? "";
    expect(live().trim()).toBe("");
    await change(line, plus(at, write("chidi", 0, "The **lorry** is here.")));
    expect(live()).toBe("Chidi Nwosu: The lorry is here.");
  });

  test("the arrow keys walk from message to message", async () => {
    const { line } = await show(holding(many(5, 100)));
    const articles = findAll(line, "article");
    articles[4]?.focus();
    press(articles[4] as HTMLElement, "ArrowUp");
    await drawn(line);
    expect(line.shadowRoot?.activeElement).toBe(articles[3]);
  });

  test("a finger that rests on a message asks what can be done with it; one that moves does not", async () => {
    const { line } = await show(holding(many(5, 100)));
    const asked: unknown[] = [];
    line.addEventListener("act", (event) => asked.push((event as CustomEvent).detail));
    const bubble = find(line, ".bubble");
    const touch = (type: string, clientY: number): boolean =>
      bubble.dispatchEvent(
        new PointerEvent(type, { pointerType: "touch", clientX: 5, clientY, bubbles: true }),
      );
    touch("pointerdown", 5);
    touch("pointermove", 40);
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect(asked).toEqual([]);
    touch("pointerup", 40);
    touch("pointerdown", 5);
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect(asked, "what opens under a finger is pressed by its lifting").toEqual([]);
    touch("pointerup", 5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(1);
  });

  test("axe finds nothing in sent, failed, edited and quoted messages", async () => {
    const first = write("ben", 20, "See [the sheet](https://example.com/a) and `code`.");
    const at = holding([
      first,
      write("ana", 10, "Fine.", { reply_to: first.id, version: 2, edited_at: first.created_at }),
    ]);
    const problem = {
      code: "x",
      title: "",
      status: 422,
      detail: "Too long.",
      retryAfter: null,
      count: null,
      errors: [],
      requestId: null,
      more: {},
    };
    const pending = [
      {
        clientId: "c1",
        conversationId: "cnv_1",
        text: "No.",
        replyTo: null,
        options: {},
        createdAt: first.created_at,
        status: "failed" as const,
        problem,
      },
    ];
    const { line } = await show({ ...at, pending });
    await expectAccessible(line);
  });
});

test("two thousand messages are drawn, and a change draws again within a frame or two", async () => {
  const at = holding(many(2000, 20_000));
  const { line } = await show(at);
  expect(findAll(line, "article")).toHaveLength(2000);
  const started = performance.now();
  line.conversation = plus(at, write("ben", 0, "One more."));
  await line.updateComplete;
  expect(performance.now() - started).toBeLessThan(250);
});

test("who is at the end stays there when what is below grows, shrinks and grows within a frame", () => {
  const box = document.createElement("div");
  const line = document.createElement("p");
  line.dataset["key"] = "one";
  Object.assign(line.style, { height: "672px", margin: "0" });
  Object.assign(box.style, { height: "500px", overflow: "auto" });
  box.append(line);
  document.body.append(box);
  const keeper = new ScrollKeeper();
  keeper.follow(box);
  expect(box.scrollTop).toBe(172);
  box.style.height = "700px";
  expect(box.scrollTop).toBe(0);
  box.style.height = "281px";
  keeper.scrolled(box);
  keeper.restore(box);
  expect(box.scrollTop).toBe(391);
  box.remove();
});
