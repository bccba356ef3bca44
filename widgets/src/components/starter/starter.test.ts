import { userEvent } from "vitest/browser";
import { expect, test } from "vitest";

import { SALES, SPACES, WAREHOUSE } from "../../../gallery/spaces.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { parseProblem, RefusalError } from "../../core/problems.ts";
import type { CreateConversation } from "../../generated/wire.ts";
import { OnrecordStarter } from "./starter.ts";

interface Shown {
  readonly starter: OnrecordStarter;
  readonly made: CreateConversation[];
}

async function show(refused = ""): Promise<Shown> {
  const made: CreateConversation[] = [];
  const starter = new OnrecordStarter();
  const spaces = Object.values(SPACES);
  await mount(starter, { spaces, me: "ana" }, { width: 360 });
  starter.create = (command) => {
    made.push(command);
    if (!refused) return Promise.resolve();
    return Promise.reject(new RefusalError(parseProblem(403, { detail: refused })));
  };
  starter.open();
  await drawn(starter);
  return { starter, made };
}

async function kind(starter: OnrecordStarter, text: string): Promise<void> {
  const buttons = findAll(starter, ".kinds button");
  buttons.find((one) => one.textContent?.trim() === text)?.click();
  await drawn(starter);
}

async function start(starter: OnrecordStarter, title: string): Promise<void> {
  await userEvent.fill(find(starter, "input.field"), title);
  find(starter, ".foot .primary").click();
  await drawn(starter);
}

const offered = (starter: OnrecordStarter): string[] =>
  findAll(starter, "select option").map((one) => one.textContent?.trim() ?? "");

test("a channel is made in the space that is chosen, or in none", async () => {
  const { starter, made } = await show();
  expect(findAll(starter, "select")).toEqual([]);
  await kind(starter, "Channel");
  expect(offered(starter)).toEqual(["In no space", SALES.title, WAREHOUSE.title]);
  await userEvent.selectOptions(find(starter, "select"), SALES.id);
  await drawn(starter);
  await expectAccessible(starter);
  await start(starter, "offers");
  expect(made).toEqual([{ kind: "channel", title: "offers", space_id: SALES.id, members: [] }]);
  starter.open();
  await drawn(starter);
  await kind(starter, "Channel");
  await start(starter, "ideas");
  expect(made.at(-1)).toEqual({ kind: "channel", title: "ideas", members: [] });
});

test("announcements go to a list of people, or to all of a space that one leads", async () => {
  const { starter, made } = await show();
  await kind(starter, "Announcements");
  expect(offered(starter)).toEqual(["In no space", SALES.title]);
  expect(find(starter, "onrecord-people").offsetHeight).toBeGreaterThan(0);
  await userEvent.selectOptions(find(starter, "select"), SALES.id);
  await drawn(starter);
  expect(find(starter, "onrecord-people").offsetHeight).toBe(0);
  await expectAccessible(starter);
  await start(starter, "News");
  expect(made.at(-1)).toMatchObject({ kind: "announcement", space_id: SALES.id, members: [] });
});

test("a refusal stays on the screen with its reason, and what was chosen with it", async () => {
  const { starter } = await show("Only owners and moderators of the space make channels here.");
  await kind(starter, "Channel");
  await userEvent.selectOptions(find(starter, "select"), WAREHOUSE.id);
  await start(starter, "offers");
  expect(find(starter, "[role=alert]").textContent).toContain("Only owners and moderators");
  expect(find<HTMLSelectElement>(starter, "select").value).toBe(WAREHOUSE.id);
});
