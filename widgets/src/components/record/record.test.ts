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
    "Kept in Acme’s own database; only members can read this conversation; every change is provable.",
  );
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
