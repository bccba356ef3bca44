import { userEvent } from "vitest/browser";
import { describe, expect, test } from "vitest";

import { PEOPLE } from "../../../gallery/people.ts";
import { ASKED, SALES, SPACES, WAREHOUSE } from "../../../gallery/spaces.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import type { SideView } from "../../base/side.ts";
import { OnrecordChat } from "../chat/chat.ts";

/** The chat with two spaces and a view of one beside it. */
async function open(view: SideView | null, width = 1200): Promise<OnrecordChat> {
  const store = new FixtureStore();
  const channel = store.state.order[4] ?? "";
  store.change((s) => ({ ...s, spaces: SPACES }));
  store.alter(channel, ({ info }) => ({ info: { ...info, space_id: SALES.id } }));
  const chat = new OnrecordChat();
  await mount(chat, { store, lang: "en" }, { width, height: 700 });
  if (view) chat.side.open(view);
  await drawn(chat);
  await drawn(chat);
  return chat;
}

const labelled = (chat: OnrecordChat, tag: string, text: string): HTMLElement => {
  const found = findAll(chat, `${tag} >>> button`).find((one) => one.textContent?.includes(text));
  if (!found) throw new Error(`there is no ${text}`);
  return found;
};

test("the list has a section for each space, which folds and stays folded", async () => {
  const chat = await open(null);
  const folds = findAll(chat, "onrecord-list >>> .fold");
  expect(folds.map((one) => one.textContent?.trim())).toEqual(["Sales", "Warehouse"]);
  const rows = findAll(chat, "onrecord-list >>> .row").length;
  folds[0]?.click();
  await drawn(chat);
  expect(findAll(chat, "onrecord-list >>> .row").length).toBe(rows - 1);
  expect(chat.store?.state.folded).toEqual([SALES.id]);
  await expectAccessible(chat);
});

describe("the directory", () => {
  test("offers what one may join or ask for, and joining leads into the space", async () => {
    const chat = await open({ kind: "spaces" });
    await expectAccessible(chat);
    labelled(chat, "onrecord-spaces", "Ask to join").click();
    await drawn(chat);
    expect(findAll(chat, "onrecord-spaces >>> .item").length).toBe(5);
    labelled(chat, "onrecord-spaces", "Join").click();
    await drawn(chat);
    expect(find(chat, "onrecord-space >>> .title").textContent).toBe("Cycling to work");
  });
});

describe("a space", () => {
  test("shows its channels and who asks to be let in", async () => {
    const chat = await open({ kind: "space", space: SALES.id }, 360);
    await expectAccessible(chat);
    expect(find(chat, "onrecord-space >>> #asking").textContent).toBe("1 person asks to join");
    labelled(chat, "onrecord-space", "Let in").click();
    await drawn(chat);
    expect(findAll(chat, "onrecord-space >>> #asking")).toEqual([]);
  });

  test("is ruled, archived and let go by its owner only", async () => {
    const chat = await open({ kind: "space", space: WAREHOUSE.id });
    const choices = findAll(chat, "onrecord-space >>> .choice").map((one) => one.textContent);
    expect(choices.join()).not.toMatch(/Archive|rule/);
  });

  test("shows who is in it, found by name", async () => {
    const chat = await open({ kind: "roll", space: SALES.id });
    await expectAccessible(chat);
    await userEvent.fill(find(chat, "onrecord-roll >>> input"), "Ben");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await drawn(chat);
    expect(findAll(chat, "onrecord-roll >>> .item")).toHaveLength(1);
  });
});

test("guests come into the space for one channel, which is chosen", async () => {
  const chat = await open({ kind: "roll", space: SALES.id }, 360);
  labelled(chat, "onrecord-roll", "Add people").click();
  await drawn(chat);
  const ready = (): boolean =>
    !find<HTMLButtonElement>(chat, "onrecord-roll >>> .form .primary").disabled;
  await userEvent.selectOptions(find(chat, "onrecord-roll >>> select[name=role]"), "guest");
  await drawn(chat);
  const field = find<HTMLSelectElement>(chat, "onrecord-roll >>> select[name=channel]");
  await userEvent.selectOptions(field, "trade-fair");
  await expectAccessible(chat);
  expect(ready()).toBe(false);
  const people = find(chat, "onrecord-roll >>> onrecord-people");
  const somebody = { ...PEOPLE["hana"], id: "zoe" };
  people.dispatchEvent(new CustomEvent("change", { detail: [somebody] }));
  await drawn(chat);
  expect(ready()).toBe(true);
  labelled(chat, "onrecord-roll", "Add").click();
  await drawn(chat);
  expect(ASKED.at(-1)).toBe("guest cnv_c zoe");
});

test("a rule that reaches many people is applied only when that is confirmed", async () => {
  const chat = await open({ kind: "rule", space: SALES.id });
  const field = find(chat, "onrecord-rule >>> textarea");
  await userEvent.fill(field, 'department == "sales" or "manager" in roles');
  await new Promise((resolve) => setTimeout(resolve, 450));
  await drawn(chat);
  const apply = find<HTMLButtonElement>(chat, "onrecord-rule >>> .foot .primary");
  expect(find(chat, "onrecord-rule >>> .match").textContent).toContain("112 people");
  expect(find(chat, "onrecord-rule >>> .match").textContent).toContain("3 join and 1 leaves");
  expect(apply.disabled).toBe(true);
  await expectAccessible(chat);
  find(chat, "onrecord-rule >>> .sure").click();
  await drawn(chat);
  expect(apply.disabled).toBe(false);
});

test("a space is made with who may come in, and by rule with whom it matches", async () => {
  const chat = await open({ kind: "founding", space: null });
  find(chat, "onrecord-founding >>> input[type=checkbox]").click();
  await drawn(chat);
  expect(find(chat, "onrecord-founding >>> textarea[name=rule]")).toBeTruthy();
  await expectAccessible(chat);
});
