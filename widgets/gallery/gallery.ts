/** Shows a story by `?story=…&open=…&theme=…&lang=…`; for eyes and for screenshots only. */
import type { SideView } from "../src/base/side.ts";
import { loadFeatures } from "../src/core/features.ts";
import "../src/index.ts";
import type { OnrecordChat } from "../src/index.ts";
import { WAITING, announced } from "./announcements.ts";
import type { Message } from "../src/generated/wire.ts";
import { beginWith } from "./begins.ts";
import { unlessOtherwise } from "./otherwise.ts";
import { NO_POLICY_YET, POLICY, WIDER } from "./policy.ts";
import { PLAIN_BRANDING } from "./numbers.ts";
import { meAs } from "./portal.ts";
import { SALES, SPACES, WAREHOUSE } from "./spaces.ts";
import { APPEALS, NEWS, REPORTS, keptBack, masked } from "./judging.ts";
import { FixtureStore } from "./store.ts";

const params = new URLSearchParams(location.search);
const store = new FixtureStore();
const main = document.querySelector("main") as HTMLElement;
const nth = (at: number): string => store.state.order[at] ?? "";

type Tag = "onrecord-admin" | "onrecord-chat" | "onrecord-conversation" | "onrecord-launcher";
type Stage = (tag: Tag) => HTMLElement;

const stage: Stage = (tag) => {
  const element = document.createElement(tag);
  const theme = params.get("theme") as "light" | "dark" | null;
  Object.assign(element, { store, theme: theme ?? "auto", lang: params.get("lang") ?? "" });
  return element;
};

/** The portal has other versions than the policy that is read in the privacy centre. */
function readers(): void {
  const { call } = store.port;
  const listed = POLICY["policies.list"];
  store.port.call = (op, args) =>
    op === "policies.list" && listed
      ? (unlessOtherwise(op, () => listed(store, {})) as ReturnType<typeof call<typeof op>>)
      : call(op, args);
}

function chat(): void {
  beginWith(params, store);
  const element = stage("onrecord-chat");
  const open = params.get("open");
  if (open !== null) Object.assign(element, { conversationId: nth(Number(open)) });
  main.append(element);
  void (element as OnrecordChat).updateComplete.then(beside);
}

function messagesOf(id: string): readonly Message[] {
  return store.state.conversations[id]?.timeline?.messages ?? [];
}

/** Open the view that the address asks for, about the conversation that is open. */
function beside(): void {
  const { side } = main.querySelector("onrecord-chat") as OnrecordChat;
  const conversation = nth(Number(params.get("open")));
  const messages = messagesOf(conversation);
  const message = messages.at(-1)?.id ?? "";
  const thread = messages.find((one) => one.thread)?.id ?? "";
  const views: Readonly<Record<string, SideView>> = {
    details: { kind: "details", conversation },
    waiting: { kind: "waiting" },
    spaces: { kind: "spaces" },
    space: { kind: "space", space: SALES.id },
    roll: { kind: "roll", space: SALES.id },
    rule: { kind: "rule", space: SALES.id },
    audience: { kind: "audience", conversation },
    founding: { kind: "founding", space: null },
    channel: { kind: "founding", space: SALES.id },
    roster: { kind: "roster", conversation, message },
    pins: { kind: "pins", conversation },
    saved: { kind: "saved" },
    thread: { kind: "thread", conversation, thread },
    threads: { kind: "threads" },
    search: { kind: "search", conversation: null },
    inside: { kind: "search", conversation },
    notices: { kind: "notices" },
  };
  const view = views[params.get("side") ?? ""];
  if (view) side.open(view);
}

const STORIES: Readonly<Record<string, () => void>> = {
  chat,
  announcements() {
    const all = announced();
    store.change((s) => ({
      ...s,
      waiting: WAITING,
      order: [...all.map(({ info }) => info.id), ...s.order],
      conversations: { ...s.conversations, ...Object.fromEntries(all.map((c) => [c.info.id, c])) },
    }));
    chat();
  },
  spaces() {
    const [first = "", second = "", third = ""] = store.state.order.slice(2);
    store.change((s) => ({ ...s, spaces: SPACES }));
    store.alter(first, ({ info }) => ({
      info: { ...info, space_id: WAREHOUSE.id, unread: 0, mentions: 0 },
    }));
    store.alter(second, ({ info }) => ({ info: { ...info, space_id: SALES.id } }));
    store.alter(third, ({ info }) => ({ info: { ...info, space_id: SALES.id } }));
    chat();
    beside();
  },
  offline() {
    store.change((s) => ({ ...s, connection: { phase: "offline", since: 0, problem: null } }));
    const id = nth(1);
    const base = {
      conversationId: id,
      replyTo: null,
      options: {},
      createdAt: new Date().toISOString(),
      problem: null,
    };
    const problem = {
      code: "text_too_long",
      title: "",
      status: 422,
      detail: "The text is too long.",
      retryAfter: null,
      count: null,
      errors: [],
      requestId: null,
      more: {},
    };
    store.alter(id, () => ({
      pending: [
        { ...base, clientId: "a", text: "This one was refused.", status: "failed", problem },
        { ...base, clientId: "b", text: "And this one waits.", status: "queued" },
      ],
    }));
    chat();
  },
  empty() {
    store.change((s) => ({ ...s, order: [], conversations: {} }));
    chat();
  },
  waiting() {
    store.change((s) => ({ ...s, order: [], conversations: {}, listLoading: "first" }));
    chat();
  },
  judged() {
    const id = nth(Number(params.get("open")));
    store.change((s) => ({ ...s, policy: { ...WIDER, must_acknowledge: false } }));
    store.change((s) => ({ ...s, notices: NEWS, reports: REPORTS, appeals: APPEALS }));
    store.alter(id, ({ timeline }) => ({
      held: [
        keptBack(id, "rejected", "Theirs breaks all the time.", 5),
        keptBack(id, "blocked", "Nobody buys theirs.", 4),
        keptBack(id, "held", "Ours is better than theirs, as everybody knows.", 3),
      ],
      timeline: timeline && { ...timeline, messages: [...timeline.messages, masked(id)] },
    }));
    chat();
  },
  privacy() {
    readers();
    store.change((s) => ({ ...s, policy: params.has("policy") ? NO_POLICY_YET : WIDER }));
    store.change((s) => ({ ...s, notices: NEWS, reports: REPORTS, appeals: APPEALS }));
    beginWith(params, store);
    const element = document.createElement("onrecord-privacy");
    const theme = params.get("theme") as "light" | "dark" | null;
    Object.assign(element, { store, theme: theme ?? "auto", lang: params.get("lang") ?? "" });
    main.append(element);
  },
  portal() {
    const roles = (params.get("roles") ?? "compliance_officer,investigator").split(",");
    const scopes = (params.get("scopes") ?? "branding:write").split(",");
    const branding = { version: 1, branding: PLAIN_BRANDING, light: {}, dark: {} };
    store.change((s) => ({ ...s, branding, policy: WIDER, me: meAs(roles, scopes) }));
    if (params.has("spaces")) store.change((s) => ({ ...s, spaces: SPACES }));
    const element = stage("onrecord-admin");
    Object.assign(element, { section: params.get("section") ?? "overview", home: "/" });
    Object.assign(element, { item: params.get("item") });
    beginWith(params, store);
    main.append(element);
  },
  conversation() {
    const side = document.createElement("div");
    side.className = "side";
    const element = stage("onrecord-conversation");
    Object.assign(element, { subject: params.get("subject") ?? "order:1234" });
    side.append(element);
    main.append(side);
  },
  launcher() {
    const page = document.createElement("div");
    page.className = "page";
    page.textContent = "The host's own page, in its own serif.";
    const element = stage("onrecord-launcher");
    Object.assign(element, { open: params.has("opened") });
    main.append(page, element);
  },
};

document.documentElement.dir = params.get("dir") ?? "ltr";
Object.assign(globalThis, { store });
await loadFeatures();
(STORIES[params.get("story") ?? "chat"] ?? chat)();
