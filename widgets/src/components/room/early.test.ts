import { expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import type { OnrecordElement } from "../../base/element.ts";
import { isReady } from "../../base/lazy.ts";
import { drawn, find, mount } from "../../../tests/support/mount.ts";
import { OnrecordChat } from "../chat/chat.ts";

test("who asks for the menu before it is loaded gets it when it is", async () => {
  const store = new FixtureStore();
  const chat = new OnrecordChat();
  await mount(chat, { store, lang: "en" }, { width: 1200, height: 700 });
  chat.conversationId = store.state.order[0] ?? null;
  await chat.updateComplete;
  for (const path of ["onrecord-room", "onrecord-room >>> onrecord-header"])
    await find<OnrecordElement>(chat, path).updateComplete;
  expect(isReady("onrecord-above")).toBe(false);
  find(chat, "onrecord-room >>> onrecord-header >>> .acts .icon:nth-of-type(2)").click();
  await drawn(chat);
  await drawn(chat);
  const menu = find(chat, "onrecord-room >>> onrecord-above >>> onrecord-levels >>> .pop");
  expect(menu.matches(":popover-open")).toBe(true);
});
