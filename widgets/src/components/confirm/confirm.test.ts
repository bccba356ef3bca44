import { expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, findAll, mount } from "../../../tests/support/mount.ts";
import { parseProblem } from "../../core/problems.ts";
import type { SendOptions } from "../../core/types.ts";
import { OnrecordConversation } from "../conversation/conversation.ts";

/** Remembers what was sent again, and with which word. */
class AskingStore extends FixtureStore {
  again: SendOptions | undefined;

  override retry(_: string, options?: SendOptions): void {
    this.again = options;
  }
}

async function show(): Promise<{ element: HTMLElement; store: AskingStore; id: string }> {
  const store = new AskingStore();
  const [id = ""] = store.state.order;
  const element = new OnrecordConversation();
  await mount(element, { store, subject: "order:1234", lang: "en" });
  const pending = {
    clientId: "c7",
    conversationId: id,
    text: "<!channel> The dock is closed.",
    replyTo: null,
    options: {},
    createdAt: new Date().toISOString(),
    status: "failed" as const,
    problem: parseProblem(409, { code: "confirm_mentions", count: 231, detail: "231 people" }),
  };
  store.alter(id, () => ({ pending: [pending] }));
  await drawn(element);
  await drawn(element);
  return { element, store, id };
}

const dialog = (element: HTMLElement): HTMLElement =>
  find(element, "onrecord-room >>> onrecord-confirm");

test("what would notify many asks by itself, and says how many", async () => {
  const { element, store } = await show();
  expect(find(dialog(element), "h2").textContent).toContain("Notify 231 people?");
  await expectAccessible(element);
  findAll(dialog(element), ".foot button")[1]?.click();
  expect(store.again).toEqual({ confirm_mentions: 231 });
});

test("who did not mean it has the words back where they are written", async () => {
  const { element, store, id } = await show();
  findAll(dialog(element), ".foot button")[0]?.click();
  await drawn(element);
  expect(store.state.conversations[id]?.pending).toEqual([]);
  expect(store.state.conversations[id]?.draft?.text).toBe("<!channel> The dock is closed.");
});
