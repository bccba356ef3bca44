import fc from "fast-check";
import { userEvent } from "vitest/browser";
import { afterEach, describe, expect, test, vi } from "vitest";

import {
  drawn,
  expectAccessible,
  find,
  findAll,
  mount,
  next,
} from "../../../tests/support/mount.ts";
import { settled } from "../../base/lazy.ts";
import { PARTS } from "../../base/lazy_parts.ts";
import type { Port } from "../../core/port.ts";
import type { Draft } from "../../core/types.ts";
import { OnrecordComposer } from "./composer.ts";
import { type MarkName, applyMark } from "../tools/marks.ts";
import { fromWire, toWire } from "./mentions.ts";
import { completions, queryAt } from "./queries.ts";

/** How files are carried to a server that is never there. */
function neverAnswers(): Port {
  const never = (): Promise<never> => new Promise(() => undefined);
  const leaving = new AbortController().signal;
  return {
    call: never,
    create: never,
    fetch: never,
    leaving,
    state: { conversations: {} },
    languages: [],
    after: () => () => undefined,
  } as never;
}

const PEOPLE = [
  { id: "ana", name: "Ana Ruiz" },
  { id: "ana2", name: "Ana Ruiz Soto" },
  { id: "ben", name: "Ben Okafor" },
];

interface Written {
  readonly composer: OnrecordComposer;
  readonly area: HTMLTextAreaElement;
}

/** A composer whose parent keeps the draft, as the room does. */
async function compose(properties: Partial<OnrecordComposer> = {}): Promise<Written> {
  const composer = new OnrecordComposer();
  composer.addEventListener("draft", (event) => {
    composer.draft = (event as CustomEvent<Draft | null>).detail;
  });
  await mount(
    composer,
    { people: PEOPLE, heading: "dock", conversationId: "cnv_1", ...properties },
    { height: 200 },
  );
  const area = find<HTMLTextAreaElement>(composer, "textarea");
  area.focus();
  return { composer, area };
}

test("Enter sends, Shift+Enter breaks the line", async () => {
  const { composer, area } = await compose();
  const sent = next<{ text: string }>(composer, "send");
  await userEvent.keyboard("One{Shift>}{Enter}{/Shift}two{Enter}");
  expect((await sent).text).toBe("One\ntwo");
  await drawn(composer);
  expect(area.value).toBe("");
});

/** Choose a file, as the button of the tools does. */
function attach(composer: OnrecordComposer): void {
  const detail = [new File(["x"], "a.txt", { type: "text/plain" })];
  find(composer, "onrecord-tools").dispatchEvent(new CustomEvent("attach", { detail }));
}

/** A composer that files can be given to, with a text in it, and what it sends. */
async function composeWithFiles(): Promise<Written & { sent: { text: string }[] }> {
  const written = await compose({ port: neverAnswers() });
  written.composer.outlet = () => () => Promise.resolve();
  const sent: { text: string }[] = [];
  written.composer.addEventListener("send", (event) => sent.push((event as CustomEvent).detail));
  await userEvent.keyboard("with a file");
  await settled();
  await drawn(written.composer);
  return { ...written, sent };
}

/** The part that takes files is on its way until it is told that it comes, or that it never does. */
function trayOnItsWay(): { comes(): void; fails(): void } {
  let [comes, fails] = [(): void => undefined, (): void => undefined];
  const gate = new Promise<void>((resolve, reject) => {
    comes = resolve;
    fails = () => reject(new TypeError("Failed to fetch"));
  });
  const real = PARTS["onrecord-tray"];
  vi.spyOn(PARTS, "onrecord-tray").mockImplementation(() => gate.then(real));
  return { comes, fails };
}

const enter = (area: HTMLTextAreaElement): boolean =>
  area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));

describe("what is sent before its files were taken", () => {
  afterEach(() => void vi.restoreAllMocks());

  test("goes without them where nothing can take them, and says so", async () => {
    const { composer, area, sent } = await composeWithFiles();
    const tray = trayOnItsWay();
    attach(composer);
    enter(area);
    expect(sent).toEqual([]);
    tray.fails();
    await expect.poll(() => sent).toMatchObject([{ text: "with a file" }]);
    await drawn(composer);
    expect(find(composer, "[role=alert]").textContent).toContain("could not be attached");
    expect(area.value).toBe("");
    await expectAccessible(composer);
    await userEvent.keyboard("next{Enter}");
    expect(sent).toHaveLength(2);
    await drawn(composer);
    expect(findAll(composer, "[role=alert]")).toEqual([]);
  });

  test("has failed already when Enter is pressed: the text goes alone", async () => {
    const { composer, area, sent } = await composeWithFiles();
    const tray = trayOnItsWay();
    attach(composer);
    tray.fails();
    await drawn(composer);
    expect(composer.shadowRoot?.textContent).toContain("This part could not be loaded");
    enter(area);
    expect(sent).toMatchObject([{ text: "with a file" }]);
    await drawn(composer);
    expect(composer.shadowRoot?.textContent).not.toContain("This part could not be loaded");
  });

  test("files alone are no message where nothing can take them", async () => {
    const { composer, area, sent } = await composeWithFiles();
    area.value = "";
    area.dispatchEvent(new Event("input"));
    const tray = trayOnItsWay();
    attach(composer);
    tray.fails();
    await drawn(composer);
    enter(area);
    expect(sent).toEqual([]);
    expect(find<HTMLButtonElement>(composer, ".send").disabled).toBe(true);
  });

  test("is forgotten where one goes to another conversation", async () => {
    const { composer, area, sent } = await composeWithFiles();
    const tray = trayOnItsWay();
    attach(composer);
    enter(area);
    composer.conversationId = "cnv_2";
    composer.draft = null;
    await composer.updateComplete;
    tray.comes();
    await settled();
    await drawn(composer);
    await userEvent.keyboard("here{Enter}");
    expect(sent).toMatchObject([{ text: "here" }]);
    expect(find(composer, "onrecord-tray").shadowRoot?.textContent).not.toContain("a.txt");
  });

  test("waits for them while what takes them is on its way", async () => {
    const { composer, area, sent } = await composeWithFiles();
    attach(composer);
    enter(area);
    await settled();
    await expect
      .poll(() => find(composer, "onrecord-tray")?.shadowRoot?.textContent)
      .toContain("with a file");
    expect(sent).toEqual([]);
    expect(area.value).toBe("");
  });
});

test("where Enter breaks the line, it sends together with Ctrl or ⌘", async () => {
  for (const modifier of ["Control", "Meta"]) {
    const { composer, area } = await compose({ sendOn: "mod-enter" });
    expect(area.enterKeyHint).toBe("enter");
    const sent = next<{ text: string }>(composer, "send");
    await userEvent.keyboard(`One{Enter}two{Shift>}{Enter}{/Shift}three{${modifier}>}{Enter}`);
    expect((await sent).text).toBe("One\ntwo\nthree");
    await userEvent.keyboard(`{/${modifier}}`);
    composer.remove();
  }
});

test("one chooses whether Enter sends, and is told what it does now", async () => {
  const { composer } = await compose();
  const button = find(composer, "onrecord-tools >>> [aria-pressed]");
  expect(button.ariaPressed).toBe("true");
  expect(button.title).toBe("Enter sends, Shift+Enter breaks the line");
  const chosen = next<string>(composer, "send-on");
  button.click();
  expect(await chosen).toBe("mod-enter");
  composer.sendOn = "mod-enter";
  await drawn(composer);
  expect(button.ariaPressed).toBe("false");
  expect(button.title).toMatch(/^Enter breaks the line, (Ctrl|⌘)\+Enter sends$/);
  await expectAccessible(composer);
});

test("nothing but space is not sent", async () => {
  const { composer } = await compose();
  let sent = 0;
  composer.addEventListener("send", () => (sent += 1));
  await userEvent.keyboard("   {Enter}");
  expect(sent).toBe(0);
  expect(find<HTMLButtonElement>(composer, ".send").disabled).toBe(true);
});

test("a key that ends the composition of a character sends nothing", async () => {
  const { composer, area } = await compose();
  let sent = 0;
  composer.addEventListener("send", () => (sent += 1));
  await userEvent.keyboard("日本");
  const init = { key: "Enter", isComposing: true, bubbles: true, cancelable: true };
  area.dispatchEvent(new KeyboardEvent("keydown", init));
  expect(sent).toBe(0);
});

test("a mention is completed by keyboard and sent as an id", async () => {
  const { composer } = await compose();
  const sent = next<{ text: string }>(composer, "send");
  await userEvent.keyboard("Ask @ok");
  await drawn(composer);
  expect(findAll(composer, "[role=option]")).toHaveLength(1);
  await expectAccessible(composer);
  await userEvent.keyboard("{Enter}now{Enter}");
  expect((await sent).text).toBe("Ask <@ben> now");
});

test("near the limit one is told how much is left, beyond it nothing is sent", async () => {
  const { composer } = await compose({ limit: 20 });
  let sent = 0;
  composer.addEventListener("send", () => (sent += 1));
  await userEvent.keyboard("Nineteen characters");
  await drawn(composer);
  expect(find(composer, ".count").textContent).toBe("1 character left");
  await userEvent.keyboard("!!{Enter}");
  await drawn(composer);
  expect(find(composer, ".count").textContent).toBe("1 character too many");
  expect(sent).toBe(0);
});

test("a draft from before is there again, with names in place of ids", async () => {
  const draft = { text: "For <@ben>:", replyTo: null, editing: null };
  const { area } = await compose({ draft });
  expect(area.value).toBe("For @Ben Okafor:");
});

test("the toolbar marks what is selected, and undo takes it back", async () => {
  const { composer, area } = await compose();
  await userEvent.keyboard("heavy");
  area.select();
  find(composer, "onrecord-tools >>> .icon").click();
  await drawn(composer);
  expect(area.value).toBe("**heavy**");
  expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe("heavy");
});

test("axe finds nothing while a reply is written", async () => {
  const draft = { text: "Yes", replyTo: "msg_1", editing: null };
  const { composer } = await compose({ draft, about: { name: "Ben Okafor", line: "Is it?" } });
  await expectAccessible(composer);
});

describe("mentions", () => {
  test("what is read back shows the names that were written", () => {
    const piece = fc.constantFrom(
      "@Ana Ruiz",
      "@Ana Ruiz Soto",
      "@Ben Okafor",
      " ",
      "x",
      "@",
      "mail@Ben",
      "<",
      ",",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const name = (id: string): string | undefined => PEOPLE.find((p) => p.id === id)?.name;
        expect(fromWire(toWire(text, PEOPLE), name)).toBe(text);
      }),
    );
  });

  test("the longer of two names that fit is meant", () => {
    expect(toWire("@Ana Ruiz Soto, @Ana Ruiz", PEOPLE)).toBe("<@ana2>, <@ana>");
  });

  test("an address is no mention", () => {
    expect(toWire("ben@Ben Okafor", PEOPLE)).toBe("ben@Ben Okafor");
    expect(queryAt("ben@exa", 7)).toBeNull();
  });

  test("people are found by any of their names, without their accents", () => {
    const found = completions({ start: 0, text: "sot" }, [{ id: "x", name: "Ana Ruíz Sóto" }]);
    expect(found).toHaveLength(1);
  });
});

describe("marks", () => {
  const apply = (name: MarkName, text: string, start: number, end: number): string => {
    const { from, to, insert } = applyMark(name, { text, start, end });
    return text.slice(0, from) + insert + text.slice(to);
  };

  test("a mark applied twice is taken off again", () => {
    for (const name of ["bold", "italic", "code"] as const) {
      const once = applyMark(name, { text: "word", start: 0, end: 4 });
      const again = applyMark(name, { text: once.insert, start: once.start, end: once.end });
      expect(again.insert).toBe("word");
    }
  });

  test("lists and quotes mark every line that is touched", () => {
    expect(apply("list", "a\nb\nc", 0, 3)).toBe("- a\n- b\nc");
    expect(apply("quote", "a\nb", 2, 2)).toBe("a\n> b");
  });

  test("several lines of code become a block", () => {
    expect(apply("code", "a\nb", 0, 3)).toBe("```\na\nb\n```");
  });
});
