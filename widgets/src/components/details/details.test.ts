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

type Roles = Readonly<Record<string, MemberRole>>;

async function show(role: MemberRole, roles: Roles = {}): Promise<OnrecordDetails> {
  const store = new FixtureStore();
  const [first = ""] = store.state.order;
  const given = store.state.conversations[first];
  if (!given) throw new Error("no conversation");
  const members = Object.fromEntries(
    Object.entries(given.members ?? {}).map(([id, one]) => [
      id,
      { ...one, role: roles[id] ?? one.role },
    ]),
  );
  const conversation = { ...given, members, info: { ...given.info, role } };
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

test("a moderator removes plain members, an owner their peers too", async () => {
  const removable = async (role: MemberRole): Promise<string[]> =>
    labels(await show(role, { ben: "moderator", chidi: "owner" })).filter((label) =>
      label.startsWith("Remove "),
    );
  const plain = await removable("moderator");
  expect(plain.length).toBeGreaterThan(0);
  expect(plain.join()).not.toMatch(/Ben|Chidi/);
  expect((await removable("owner")).join()).toMatch(/Ben.*Chidi|Chidi.*Ben/);
});
