import { beforeEach, expect, test } from "vitest";

import { askedMyself, freshRequests } from "../../../gallery/data.ts";
import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { OnrecordData } from "./own.ts";

beforeEach(freshRequests);

async function show(width = 360): Promise<OnrecordData> {
  const data = new OnrecordData();
  const speech = await (await import("../../base/speech.ts")).loadSpeech(["en"], {});
  await mount(data, { store: new FixtureStore(), speech }, { width, height: 1600 });
  await expect.poll(() => findAll(data, "h3").length).toBe(1);
  return data;
}

const text = (data: OnrecordData, path = ".block"): string =>
  (find(data, path).textContent ?? "").replace(/\s+/g, " ");

async function press(data: OnrecordData, label: string): Promise<void> {
  const found = findAll(data, "button").find((one) => one.textContent?.trim() === label);
  if (!found) throw new Error(`there is no ${label}`);
  found.click();
  await drawn(data);
}

test("one asks for a copy, sees until when it is answered, and takes it back", async () => {
  const data = await show();
  await press(data, "Ask for something");
  await expectAccessible(data);
  await press(data, "Send the request");
  await expect.poll(() => text(data)).toContain("A copy of my data");
  expect(text(data, "li")).toContain("Being looked at");
  expect(text(data, "li")).toContain("days left");
  await press(data, "Take it back");
  expect(text(data, "li")).toContain("Nothing more happens");
  await press(data, "Take it back");
  await expect.poll(() => text(data, "li")).toContain("It was taken back");
  expect(findAll(data, "li button")).toHaveLength(0);
});

test("what is kept and why stands there in words, and nothing of a hold", async () => {
  askedMyself({
    ...{ state: "done", erased: 212, left: 42, goes: 212, position: 9, answer: "As you asked" },
    kept: [
      {
        ...{ because: "minimum", count: 41, rule: "books", basis: "FINRA 4511" },
        ...{ until: "2032-03-01T00:00:00Z", hold_id: null },
      },
      { because: "duty", count: 1, rule: null, basis: null, until: null, hold_id: null },
    ],
  });
  const data = await show();
  await expect.poll(() => findAll(data, "li").length).toBeGreaterThan(0);
  expect(text(data)).toContain("212 messages were erased.");
  expect(text(data)).toContain(
    "41 messages are kept until March 1, 2032 at the latest: FINRA 4511",
  );
  expect(text(data)).toContain("1 message is kept: a duty to keep it.");
  expect(text(data)).toContain("As you asked");
  await expectAccessible(data);
});

test("the copy of one's data is opened once, and fetched while it is open", async () => {
  const archive = { size: 4_711, sha256: "a".repeat(64), until: "2096-12-01T00:00:00Z" };
  askedMyself({
    ...{ kind: "access", state: "done", position: 9 },
    archive: { ...archive, opened_at: null, open_until: null },
  });
  const data = await show();
  await expect.poll(() => text(data)).toContain("Once you open it, you have an hour");
  expect(text(data)).not.toContain("The person alone");
  expect(findAll(data, "li.past")).toHaveLength(0);
  await expectAccessible(data);
  await press(data, "Open and fetch it");
  await expect.poll(() => text(data)).toContain("The copy is open until");
  expect(findAll(data, "li button").map((one) => one.textContent?.trim())).toEqual([
    "Fetch it again",
  ]);
});

test("what is refused is said, and the form stays", async () => {
  askedMyself({ kind: "access" });
  const data = await show();
  await press(data, "Ask for something");
  await press(data, "Send the request");
  await expect.poll(() => text(data)).toContain("There is an open request of this kind already");
  expect(findAll(data, "form")).toHaveLength(1);
});
