import type { ReactiveControllerHost } from "lit";
import { expect, test } from "vitest";

import { Paged } from "../../src/base/paged.ts";
import type { Page } from "../../src/generated/wire.ts";

const host = {
  addController: () => undefined,
  requestUpdate: () => undefined,
} as unknown as ReactiveControllerHost;

/** Three pages of two, whose numbers begin where the test says. */
function pages(first: number): (cursor: string | null) => Promise<Page<number>> {
  return (cursor) => {
    const at = Number(cursor ?? 0);
    const data = [first + at * 2, first + at * 2 + 1];
    return Promise.resolve({ data, next_cursor: at < 2 ? String(at + 1) : null });
  };
}

test("asked again, a list keeps all the pages that one has gone through", async () => {
  const paged = new Paged<number>(host);
  await paged.load(pages(0));
  await paged.next(pages(0));
  await paged.again(pages(10));
  expect(paged.items).toEqual([10, 11, 12, 13]);
  await paged.next(pages(10));
  expect(paged.items).toEqual([10, 11, 12, 13, 14, 15]);
  expect(paged.more).toBe(false);
});

test("what cannot be had again stays as it was", async () => {
  const paged = new Paged<number>(host);
  await paged.load(pages(0));
  await paged.again(() => Promise.reject(new Error("gone")));
  expect([paged.items, paged.failed]).toEqual([[0, 1], ""]);
});

test("who goes on while it is asked again loses nothing", async () => {
  const paged = new Paged<number>(host);
  await paged.load(pages(0));
  await Promise.all([paged.again(pages(0)), paged.next(pages(0))]);
  expect(paged.items).toEqual([0, 1, 2, 3]);
});
