import { userEvent } from "vitest/browser";
import { describe, expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import type { ConversationState } from "../../core/types.ts";
import type { MemberRole } from "../../generated/wire.ts";
import { OnrecordDetails } from "./details.ts";

type Roles = Readonly<Record<string, MemberRole>>;

interface Shown {
  readonly details: OnrecordDetails;
  readonly at: () => ConversationState | undefined;
}

async function show(role: MemberRole, roles: Roles = {}): Promise<Shown> {
  const store = new FixtureStore();
  const [id = ""] = store.state.order;
  store.alter(id, ({ members, info }) => ({
    info: { ...info, role },
    members: Object.fromEntries(
      Object.entries(members ?? {}).map(([who, one]) => [
        who,
        { ...one, role: roles[who] ?? one.role },
      ]),
    ),
  }));
  const view = { kind: "details", conversation: id } as const;
  const details = new OnrecordDetails();
  store.subscribe(
    (all) => all,
    (all) => (details.state = all),
  );
  await mount(details, { store, state: store.state, view });
  await drawn(details);
  return { details, at: () => store.state.conversations[id] };
}

const labels = (details: OnrecordDetails): string[] =>
  findAll(details, "button").map(
    (button) => button.textContent?.trim() || (button.ariaLabel ?? ""),
  );

describe("an owner", () => {
  test("gives roles, adds, removes and renames", async () => {
    const { details } = await show("owner");
    expect(findAll(details, "select")).toHaveLength(4);
    expect(labels(details)).toEqual(
      expect.arrayContaining(["Rename", "Add people", "Remove Ben Okafor", "Leave"]),
    );
    await expectAccessible(details);
  });

  test("renames", async () => {
    const { details, at } = await show("owner");
    findAll(details, "button")
      .find((b) => b.textContent?.includes("Rename"))
      ?.click();
    await drawn(details);
    await userEvent.fill(find(details, ".rename input"), "New name");
    await userEvent.keyboard("{Enter}");
    expect(at()?.info.title).toBe("New name");
  });

  test("adds somebody found by name", async () => {
    const { details, at } = await show("owner");
    findAll(details, "button")
      .find((b) => b.textContent?.includes("Add people"))
      ?.click();
    await drawn(details);
    await userEvent.keyboard("Has");
    expect((find(details, "onrecord-people >>> input") as HTMLInputElement).value).toBe("Has");
    await new Promise((resolve) => setTimeout(resolve, 250));
    await userEvent.keyboard("{Backspace}{Backspace}{Backspace}Sat");
    await new Promise((resolve) => setTimeout(resolve, 250));
    await userEvent.keyboard("{Enter}");
    await drawn(details);
    find(details, ".past input").click();
    find(details, ".adding .primary").click();
    expect(Object.keys(at()?.members ?? {})).toContain("hana");
  });

  test("is asked before leaving", async () => {
    const { details, at } = await show("owner");
    find(details, ".choice.danger").click();
    await drawn(details);
    expect(Object.keys(at()?.members ?? {})).toContain("ana");
    find(details, ".sure .danger").click();
    expect(Object.keys(at()?.members ?? {})).not.toContain("ana");
  });
});

test("a member sees who is there and may only mute and leave", async () => {
  const { details } = await show("member");
  expect(findAll(details, "select")).toEqual([]);
  expect(labels(details)).toEqual(["Close", "Mute", "Leave"]);
  expect(findAll(details, "li")).toHaveLength(5);
});

test("a moderator removes plain members, an owner their peers too", async () => {
  const removable = async (role: MemberRole): Promise<string[]> =>
    labels((await show(role, { ben: "moderator", chidi: "owner" })).details).filter((label) =>
      label.startsWith("Remove "),
    );
  const plain = await removable("moderator");
  expect(plain.length).toBeGreaterThan(0);
  expect(plain.join()).not.toMatch(/Ben|Chidi/);
  expect((await removable("owner")).join()).toMatch(/Ben.*Chidi|Chidi.*Ben/);
});
