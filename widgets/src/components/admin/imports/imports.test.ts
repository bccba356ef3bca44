import { expect, test } from "vitest";

import { expectAccessible, findAll } from "../../../../tests/support/mount.ts";
import { click, settle, showPortal, text } from "../../../../tests/support/portal.ts";
import type { FixtureStore } from "../../../../gallery/store.ts";
import { RefusalError, parseProblem } from "../../../core/problems.ts";
import type { ImportRetention } from "../../../generated/wire.ts";
import type { OnrecordAdmin } from "../admin.ts";

const SHOWN = "onrecord-admin-imports >>> .detail";

async function showRow(place: number): Promise<OnrecordAdmin> {
  const portal = await showPortal("imports", { roles: ["compliance_officer"], width: 360 });
  findAll(portal, "onrecord-admin-imports >>> [data-row]")[place]?.click();
  await settle(portal);
  return portal;
}

test("beside a file stands until when it stays, and why", async () => {
  const portal = await showRow(1);
  expect(text(portal, SHOWN)).toMatch(/Its file stays until [^:]+ at least: FINRA 4511\./);
  expect(text(portal, SHOWN)).toContain("Its file is erased on");
  await expectAccessible(portal);
});

test("a file that no rule lets go says so; one that brought something follows that", async () => {
  const portal = await showRow(0);
  expect(text(portal, SHOWN)).toContain("no rule of retention lets it go");
  await click(portal, `${SHOWN} button`, "Look through it");
  await click(portal, `${SHOWN} button`, "Bring it under the record");
  await settle(portal);
  expect(text(portal, SHOWN)).toContain("until something that it brought is erased");
  expect(text(portal, SHOWN)).not.toContain("no rule of retention");
});

test("a file that was erased says by which event, and offers nothing that reads it", async () => {
  const portal = await showRow(2);
  expect(text(portal, SHOWN)).toContain("Its file was erased by event 4711");
  expect(text(portal, SHOWN)).toContain("Telegram");
  expect(text(portal, SHOWN)).not.toContain("Line 7");
  expect(findAll(portal, `${SHOWN} .acts button`)).toHaveLength(0);
  await expectAccessible(portal);
});

/** From now on the server answers so when it is asked what becomes of a file. */
function answers(portal: OnrecordAdmin, answer: (id: string) => Promise<unknown>): void {
  const { port } = portal.store as FixtureStore;
  const call = port.call as (op: string, args: unknown) => Promise<unknown>;
  const next = (op: string, args: unknown): Promise<unknown> =>
    op === "imports.retention" ? answer((args as { import_id: string }).import_id) : call(op, args);
  port.call = next as typeof port.call;
}

function fate(id: string, more: Partial<ImportRetention>): ImportRetention {
  return { import_id: id, state: "stays", kept: [], goes_at: null, file_erased_by: null, ...more };
}

function open(portal: OnrecordAdmin, place: number): Promise<void> {
  findAll(portal, "onrecord-admin-imports >>> [data-row]")[place]?.click();
  return settle(portal);
}

const officer = { roles: ["compliance_officer"], width: 360 };

test("of a file of which only some was erased is told by what the rest stays", async () => {
  const portal = await showRow(3);
  const said = text(portal, SHOWN);
  expect(said).toContain("Some of its file was erased, from event 4630 on: nothing is read of it");
  expect(said).toContain(
    "The rest of its file stays for now: a legal hold covers something in it.",
  );
  expect(said).toContain("The rest of its file stays until it is decided about something in it.");
  expect(said).not.toContain("Its file was erased");
  expect(findAll(portal, `${SHOWN} .acts button`)).toHaveLength(0);
  await expectAccessible(portal);
});

test("of a rest that nothing keeps is told that it goes soon", async () => {
  const portal = await showPortal("imports", officer);
  answers(portal, (id) => Promise.resolve(fate(id, { state: "goes", file_erased_by: 4_711 })));
  await open(portal, 2);
  expect(text(portal, SHOWN)).toContain("Some of its file was erased, from event 4711 on");
  expect(text(portal, SHOWN)).toContain("The rest of its file is erased soon");
});

test("a file that was erased since its import was had is told as erased, and read no more", async () => {
  const portal = await showPortal("imports", officer);
  answers(portal, (id) => Promise.resolve(fate(id, { state: "erased", file_erased_by: 4_720 })));
  await open(portal, 1);
  const said = text(portal, SHOWN);
  expect(said).toContain("Its file was erased by event 4720: nothing is read of it any more.");
  expect(said).not.toContain("stays");
  expect(said).not.toContain("Line 7");
  await open(portal, 0);
  expect(findAll(portal, `${SHOWN} :is(form, .acts button)`)).toHaveLength(0);
});

test("what could not be found out of a file is said with its reason, and asked again by a press", async () => {
  const portal = await showPortal("imports", officer);
  const detail = "The server is busy.";
  let refuses = true;
  answers(portal, (id) =>
    refuses
      ? Promise.reject(new RefusalError(parseProblem(503, { detail })))
      : Promise.resolve(fate(id, { state: "goes" })),
  );
  await open(portal, 1);
  expect(text(portal, SHOWN)).toContain("could not be found out: The server is busy.");
  expect(text(portal, SHOWN)).toContain("Fairlight export 2019.zip");
  await expectAccessible(portal);
  refuses = false;
  await click(portal, `${SHOWN} button`, "Try again");
  expect(text(portal, SHOWN)).toContain("Its file is erased soon");
  expect(text(portal, SHOWN)).not.toContain("could not be found out");
});

test("what is told late of another file is dropped", async () => {
  const portal = await showPortal("imports", officer);
  const comes: (() => void)[] = [];
  answers(portal, async (id) => {
    await new Promise<void>((come) => comes.push(come));
    return fate(id, { state: "erased", file_erased_by: 4_720 });
  });
  await open(portal, 0);
  portal.item = `ipt_${"0".repeat(31)}2`;
  await settle(portal);
  comes[0]?.();
  await settle(portal);
  expect(comes).toHaveLength(2);
  expect(text(portal, SHOWN)).not.toContain("was erased");
  comes[1]?.();
  await settle(portal);
  expect(text(portal, SHOWN)).toContain("Its file was erased by event 4720");
});
