import { page, userEvent } from "vitest/browser";
import { beforeEach, describe, expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, mount, next } from "../../../tests/support/mount.ts";
import { OnrecordLauncher } from "./launcher.ts";

async function launch(): Promise<OnrecordLauncher> {
  return mount(new OnrecordLauncher(), { store: new FixtureStore(), lang: "en" });
}

const panel = (launcher: OnrecordLauncher): HTMLDialogElement => find(launcher, "dialog");

async function open(launcher: OnrecordLauncher): Promise<void> {
  find(launcher, ".launch").click();
  await drawn(launcher);
}

beforeEach(async () => page.viewport(1200, 800));

test("the badge counts what is unread, in words for a screen reader", async () => {
  const launcher = await launch();
  expect(find(launcher, ".badge").textContent?.trim()).toBe("5");
  expect(find(launcher, ".launch").getAttribute("aria-label")).toBe("Open chat, 5 unread messages");
});

test("the chat is not made before it is wanted", async () => {
  const launcher = await launch();
  expect(launcher.shadowRoot?.querySelector("onrecord-chat")).toBeNull();
});

test("the button opens the panel and tells the page", async () => {
  const launcher = await launch();
  const told = next(launcher, "onrecord-open");
  await open(launcher);
  await told;
  expect(panel(launcher).open).toBe(true);
  expect(launcher.open).toBe(true);
  await expectAccessible(launcher);
});

test("Escape closes it and the focus is on the button again", async () => {
  const launcher = await launch();
  await open(launcher);
  await userEvent.keyboard("{Escape}");
  await drawn(launcher);
  expect(panel(launcher).open).toBe(false);
  expect(launcher.shadowRoot?.activeElement).toBe(find(launcher, ".launch"));
});

test("what was open in it is open again", async () => {
  const launcher = await launch();
  await open(launcher);
  find(launcher, "onrecord-chat >>> onrecord-list >>> .row").click();
  await drawn(launcher);
  await open(launcher);
  await open(launcher);
  expect(find(launcher, "onrecord-chat >>> onrecord-room").offsetWidth).toBeGreaterThan(0);
});

describe("on a phone", () => {
  beforeEach(async () => page.viewport(360, 740));

  test("it takes the whole screen, and the page behind is out of reach", async () => {
    const launcher = await launch();
    await open(launcher);
    const { width, height } = panel(launcher).getBoundingClientRect();
    expect([width, height]).toEqual([360, 740]);
    expect(panel(launcher).matches(":modal")).toBe(true);
  });

  test("it can be closed from the list and from a conversation", async () => {
    const launcher = await launch();
    await open(launcher);
    const close = (place: string): HTMLElement =>
      find(launcher, `onrecord-chat >>> ${place} >>> [aria-label=Close]`);
    close("onrecord-list").click();
    await drawn(launcher);
    expect(launcher.open).toBe(false);
    await open(launcher);
    find(launcher, "onrecord-chat >>> onrecord-list >>> .row").click();
    await drawn(launcher);
    find(
      launcher,
      "onrecord-chat >>> onrecord-room >>> onrecord-header >>> [aria-label=Close]",
    ).click();
    await drawn(launcher);
    expect(launcher.open).toBe(false);
  });
});

test("the key that sends is what the page says, until the person chooses", async () => {
  const launcher = new OnrecordLauncher();
  launcher.setAttribute("send-on", "mod-enter");
  await mount(launcher, { store: new FixtureStore(), lang: "en" });
  await open(launcher);
  find(launcher, "onrecord-chat >>> onrecord-list >>> .row").click();
  await drawn(launcher);
  const path =
    "onrecord-chat >>> onrecord-room >>> onrecord-composer >>> onrecord-tools >>> [aria-pressed]";
  expect(find(launcher, path).ariaPressed).toBe("false");
  find(launcher, path).click();
  await drawn(launcher);
  expect(find(launcher, path).ariaPressed).toBe("true");
});
