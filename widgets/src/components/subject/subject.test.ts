import { describe, expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { expectAccessible, mount } from "../../../tests/support/mount.ts";
import type { SubjectCard } from "../../generated/wire.ts";
import { OnrecordSubject } from "./subject.ts";

const CARD: SubjectCard = {
  subject: "order:1234",
  title: "Order <b>1234</b>",
  state: "Packed",
  tone: "info",
  link: "/orders/1234",
  fields: [{ label: "Goods", value: "4 pallets" }],
  actions: [
    { id: "open", label: "Open", href: "https://example.com/1", event: null },
    { id: "call", label: "Call", href: null, event: "call-carrier" },
  ],
  visible: "members",
  version: 1,
  updated_at: "2026-01-02T03:04:05.000000Z",
};

async function drawn(card: SubjectCard | null): Promise<OnrecordSubject> {
  const element = new OnrecordSubject();
  const store = new FixtureStore();
  await mount(
    element,
    { store, subject: "order:1234", card, lang: "en" },
    { width: 700, height: 200 },
  );
  return element;
}

const all = (element: OnrecordSubject, what: string): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(what) ?? []),
];

describe("the card of an object", () => {
  test("says what the host said, as text", async () => {
    const element = await drawn(CARD);
    const text = element.shadowRoot?.textContent ?? "";
    for (const word of ["Order <b>1234</b>", "Packed", "Goods", "4 pallets"])
      expect(text).toContain(word);
    expect(all(element, "b")).toHaveLength(0);
    await expectAccessible(element);
  });

  test("leads to the host's page, beside it to others, and nowhere else", async () => {
    const element = await drawn({ ...CARD, link: "javascript:alert(1)" });
    const [only] = all(element, "a");
    expect(all(element, "a")).toHaveLength(1);
    expect(only?.getAttribute("rel")).toBe("noopener noreferrer");
    const [own] = all(await drawn(CARD), "a");
    expect([own?.getAttribute("href"), own?.hasAttribute("target")]).toEqual([
      "/orders/1234",
      false,
    ]);
  });

  test("tells the page which action was chosen", async () => {
    const element = await drawn(CARD);
    const heard: unknown[] = [];
    element.addEventListener("onrecord-action", (event) => {
      heard.push((event as CustomEvent).detail);
    });
    all(element, "button")[0]?.click();
    expect(heard).toEqual([{ subject: "order:1234", action: "call", event: "call-carrier" }]);
  });

  test("is nothing where there is none to be seen", async () => {
    expect(all(await drawn(null), "section")).toHaveLength(0);
  });
});
