import { expect, test } from "vitest";

import { expectAccessible, findAll, mount, next } from "../../../tests/support/mount.ts";
import type { ConnectionPhase, ConnectionStatus } from "../../core/types.ts";
import { OnrecordBanner } from "./banner.ts";

const at = (phase: ConnectionPhase, since = Date.now()): ConnectionStatus => ({
  phase,
  since,
  problem: null,
});

async function show(connection: ConnectionStatus, waiting = 0): Promise<OnrecordBanner> {
  return mount(new OnrecordBanner(), { connection, waiting });
}

const text = (banner: OnrecordBanner): string =>
  findAll(banner, ".banner span")
    .map((each) => each.textContent ?? "")
    .join("");

test("a connection that stands is not worth a word", async () => {
  expect(text(await show(at("live")))).toBe("");
});

test("being offline is said at once, with how many messages wait", async () => {
  expect(text(await show(at("offline"), 2))).toContain("2 messages wait.");
});

test("a lost connection is said within two seconds, a short cut is not", async () => {
  const banner = await show(at("reconnecting"));
  expect(text(banner)).toBe("");
  await new Promise((resolve) => setTimeout(resolve, 1300));
  expect(text(banner)).toContain("Reconnecting");
  await expectAccessible(banner);
});

test("one can ask to connect now", async () => {
  const banner = await show(at("offline"));
  const asked = next(banner, "reconnect");
  findAll(banner, ".again")[0]?.click();
  await asked;
});
