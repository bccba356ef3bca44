import { expect, test } from "vitest";

import { drawn, expectAccessible, find, mount, next } from "../../../tests/support/mount.ts";
import { OnrecordRecord } from "./record.ts";

const CHECKPOINT = {
  origin: "o",
  size: 5213,
  root: "q4u9",
  note: "",
  vkey: "",
  at: "2026-05-04T10:00:00Z",
};

test("the chip says in one sentence who may read and where it is kept", async () => {
  const chip = await mount(new OnrecordRecord(), { tenant: "acme", members: 5 });
  expect(find(chip, ".chip").textContent).toContain(
    "Only members can read this conversation; every change is provable; kept in Acme’s own database.",
  );
});

test("under a policy it says so, and what opens is for the room to say", async () => {
  const chip = await mount(new OnrecordRecord(), { tenant: "acme", members: 5, policy: 3 });
  expect(find(chip, ".chip").textContent).toContain(
    "Only members can read this, and others only as version 3 of the policy says; kept in Acme’s own database.",
  );
  const asked = next(chip, "policy");
  find(chip, ".chip").click();
  await asked;
  expect(chip.shadowRoot?.querySelector("onrecord-account")).toBeNull();
});

test("a phone leaves out where it is kept, and nothing else", async () => {
  const chip = await mount(new OnrecordRecord(), { tenant: "acme", members: 5, policy: 3 });
  expect(find(chip, ".kept").textContent).toBe("; kept in Acme’s own database.");
});

test("a tenant without a name is the reader's company", async () => {
  const chip = await mount(new OnrecordRecord(), { tenant: "default", members: 5 });
  expect(find(chip, ".chip").textContent).toContain("your company’s own database");
});

test("it opens the whole account, with the newest checkpoint", async () => {
  const chip = await mount(new OnrecordRecord(), { tenant: "acme", members: 5 });
  const asked = next(chip, "checkpoint");
  find(chip, ".chip").click();
  await asked;
  chip.checkpoint = CHECKPOINT;
  await drawn(chip);
  const account = find(chip, "onrecord-account >>> dialog[open]").textContent ?? "";
  for (const part of ["The 5 members", "5,213 entries", "q4u9"]) expect(account).toContain(part);
  await expectAccessible(chip);
});
