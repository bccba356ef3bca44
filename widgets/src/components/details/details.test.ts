import { userEvent } from "vitest/browser";
import { describe, expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import {
  drawn,
  expectAccessible,
  find,
  findAll,
  mount,
  next,
} from "../../../tests/support/mount.ts";
import type { MemberRole } from "../../generated/wire.ts";
import { OnrecordDetails } from "./details.ts";

async function show(role: MemberRole): Promise<OnrecordDetails> {
  const store = new FixtureStore();
  const [first = ""] = store.state.order;
  const given = store.state.conversations[first];
  if (!given) throw new Error("no conversation");
  const conversation = { ...given, info: { ...given.info, role } };
  const search = (query: string): ReturnType<FixtureStore["searchPeople"]> =>
    store.searchPeople(query);
  const details = await mount(new OnrecordDetails(), {
    conversation,
    heading: "Order",
    me: "ana",
    search,
  });
  await drawn(details);
  return details;
}

const labels = (details: OnrecordDetails): string[] =>
  findAll(details, "button").map(
    (button) => button.textContent?.trim() || (button.ariaLabel ?? ""),
  );

describe("an owner", () => {
  test("gives roles, adds, removes and renames", async () => {
    const details = await show("owner");
    expect(findAll(details, "select")).toHaveLength(4);
    expect(labels(details)).toEqual(
      expect.arrayContaining(["Rename", "Add people", "Remove Ben Okafor", "Leave"]),
    );
    await expectAccessible(details);
  });

  test("renames", async () => {
    const details = await show("owner");
    const told = next<string>(details, "rename");
    findAll(details, "button")
      .find((b) => b.textContent?.includes("Rename"))
      ?.click();
    await drawn(details);
    await userEvent.fill(find(details, ".rename input"), "New name");
    await userEvent.keyboard("{Enter}");
    expect(await told).toBe("New name");
  });

  test("adds somebody found by name, with or without the past", async () => {
    const details = await show("owner");
    const told = next(details, "add");
    findAll(details, "button")
      .find((b) => b.textContent?.includes("Add people"))
      ?.click();
    await drawn(details);
    await userEvent.fill(find(details, "onrecord-people >>> input"), "Has");
    await new Promise((resolve) => setTimeout(resolve, 250));
    await userEvent.keyboard("{Backspace}{Backspace}{Backspace}Sat");
    await new Promise((resolve) => setTimeout(resolve, 250));
    await userEvent.keyboard("{Enter}");
    await drawn(details);
    find(details, ".past input").click();
    find(details, ".adding .primary").click();
    expect(await told).toEqual({ members: ["hana"], history: "from_now" });
  });

  test("is asked before leaving", async () => {
    const details = await show("owner");
    let left = 0;
    details.addEventListener("leave", () => (left += 1));
    find(details, ".choice.danger").click();
    await drawn(details);
    expect(left).toBe(0);
    find(details, ".sure .danger").click();
    expect(left).toBe(1);
  });
});

test("a member sees who is there and may only mute and leave", async () => {
  const details = await show("member");
  expect(findAll(details, "select")).toEqual([]);
  expect(labels(details)).toEqual(["Close", "Mute", "Leave"]);
  expect(findAll(details, "li")).toHaveLength(5);
});

test("a moderator may not remove an owner", async () => {
  const details = await show("moderator");
  expect(labels(details)).not.toContain("Remove Ana Ruiz");
  expect(labels(details)).toContain("Remove Ben Okafor");
});
