import { expect, test } from "vitest";

import { FixtureStore } from "../../../gallery/store.ts";
import { drawn, expectAccessible, find, mount, next } from "../../../tests/support/mount.ts";
import { problemOf } from "../../core/problems.ts";
import type { OnrecordComposer } from "../composer/composer.ts";
import { OnrecordConversation } from "./conversation.ts";

/** A store that cannot be asked until it is told so. */
class FarStore extends FixtureStore {
  reachable = false;

  override openSubject(subject: string): Promise<string | null> {
    return this.reachable ? super.openSubject(subject) : Promise.reject(new Error("far away"));
  }
}

async function show(store: FixtureStore, subject: string): Promise<OnrecordConversation> {
  const element = await mount(new OnrecordConversation(), { store, subject, lang: "en" });
  await drawn(element);
  return element;
}

const title = (element: HTMLElement): string =>
  find(element, "onrecord-room >>> onrecord-header >>> h2").textContent ?? "";

test("the host's object finds its conversation and tells the page which", async () => {
  const element = new OnrecordConversation();
  const told = next<{ subject: string }>(element, "onrecord-open");
  await mount(element, { store: new FixtureStore(), subject: "order:1234", lang: "en" });
  expect((await told).subject).toBe("order:1234");
  await drawn(element);
  expect(title(element)).toContain("Order 1234");
  await expectAccessible(element);
});

test("what has no conversation yet says so, and shows it as soon as it begins", async () => {
  const store = new FixtureStore();
  const element = await show(store, "order:9999");
  expect(find(element, ".empty").textContent).toContain("There is nothing here for you to read");
  const [first = ""] = store.state.order;
  store.alter(first, (one) => ({ info: { ...one.info, subject: "order:9999" } }));
  await drawn(element);
  expect(title(element)).toContain("Order 1234");
});

test("what could not be asked is asked again when the connection stands", async () => {
  const store = new FarStore();
  const element = await show(store, "order:1198");
  expect(element.shadowRoot?.querySelector(".empty")).toBeNull();
  store.change((s) => ({ ...s, connection: { ...s.connection, phase: "reconnecting" } }));
  await drawn(element);
  store.reachable = true;
  store.reconnectNow();
  await drawn(element);
  expect(title(element)).toContain("Order 1198");
});

test("somebody who is not signed in is told so, with the server's reason", async () => {
  const store = new FixtureStore();
  const problem = { ...problemOf(new Error()), code: "unauthenticated", detail: "Sign in first." };
  const connection = { phase: "refused" as const, since: 0, problem };
  store.change((s) => ({ ...s, me: null, connection }));
  const element = await show(store, "order:1198");
  expect(find(element, ".empty").textContent).toContain("Sign in first.");
});

test("a conversation that one is taken out of is gone", async () => {
  const store = new FixtureStore();
  const element = await show(store, "order:1198");
  store.change((s) => ({ ...s, conversations: {}, order: [] }));
  await drawn(element);
  expect(find(element, "onrecord-room >>> .empty").textContent).toContain("not a member");
});

test("the page says which key sends, and the person's own choice goes before it", async () => {
  const store = new FixtureStore();
  const element = await show(store, "order:1234");
  const composer = find<OnrecordComposer>(element, "onrecord-room >>> onrecord-composer");
  expect(composer.sendOn).toBe("enter");
  element.setAttribute("send-on", "mod-enter");
  await drawn(element);
  expect(composer.sendOn).toBe("mod-enter");
  composer.dispatchEvent(new CustomEvent("send-on", { detail: "enter" }));
  await drawn(element);
  expect([composer.sendOn, element.sendOn]).toEqual(["enter", "mod-enter"]);
});
