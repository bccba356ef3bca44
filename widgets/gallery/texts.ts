/** Texts of the wholesaler to people outside: two numbers, three people, and what became of what was sent. */
import type {
  Person,
  SmsAccount,
  SmsAccountHealth,
  SmsConsent,
  SmsContact,
  SmsHook,
  SmsSender,
  SmsStanding,
  SmsText,
  SmsTextState,
} from "../src/generated/wire.ts";
import type { ChatState } from "../src/core/types.ts";
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import { ME, ago, conversation, newId, say } from "./people.ts";
import type { Answers } from "./port.ts";
import { make } from "./talk.ts";

const DAY = 1_440;
const id = (prefix: string, at: number): string => `${prefix}_${"0".repeat(31)}${at}`;

export const SENDER: SmsSender = {
  id: id("sms", 1),
  account_id: id("sma", 1),
  number: "+493023125000",
  kind: "long_code",
  name: "Order desk",
  programme: null,
  brand_id: null,
  campaign_id: null,
  use_case: null,
  category: "conversational",
  rate: 60,
  daily_cap: 2_000,
  state: "active",
  inbox: [ME, "ben", "hana"],
  version: 2,
  created_at: ago(60 * DAY),
};
export const AMERICAN: SmsSender = {
  ...SENDER,
  id: id("sms", 2),
  number: "+14155550100",
  name: "Fairlight West",
  state: "paused",
  brand_id: "B1A2C3",
  campaign_id: "C9X8Y7",
  use_case: "CUSTOMER_CARE",
  programme: "order-updates",
  inbox: ["hana"],
};
const ACCOUNT: SmsAccount = {
  id: id("sma", 1),
  provider: "twilio",
  name: "desk",
  settings: { account: `AC${"0".repeat(32)}` },
  secrets: ["token"],
  in_code: false,
  state: "active",
  hook: `sms/hooks/${"a1".repeat(16)}.acme`,
  version: 1,
  created_at: ago(60 * DAY),
};
const ACCOUNTS: readonly SmsAccount[] = [
  ACCOUNT,
  { ...ACCOUNT, id: id("sma", 2), provider: "local", name: "phone", settings: {}, in_code: true },
];
const HEALTH: readonly SmsAccountHealth[] = [
  {
    ...{ account_id: id("sma", 1), waiting: 3, unconfirmed: 1, left: 412, lost: 6, parked: 1 },
    ...{ begun_at: ago(2), heard_at: ago(1) },
  },
  {
    ...{ account_id: id("sma", 2), waiting: 0, unconfirmed: 0, left: 0, lost: 0, parked: 0 },
    ...{ begun_at: null, heard_at: null },
  },
];

export const CONTACT: SmsContact = {
  id: id("smc", 1),
  number: "+4915112345678",
  name: "Lena Brandt",
  client_ref: "K-1042",
  tz: "Europe/Berlin",
  us_state: null,
  locale: null,
  generation: 1,
  active: true,
  person_id: `outside:${id("smc", 1)}`,
  created_at: ago(20 * DAY),
  ended_at: null,
};
const OTHERS: readonly SmsContact[] = [
  { ...CONTACT, id: id("smc", 2), number: "+14155550132", name: "Sam Ortiz", us_state: "CA" },
  { ...CONTACT, id: id("smc", 3), number: "+491701234567", name: "", client_ref: null, tz: null },
];
export const CONTACTS: readonly SmsContact[] = [CONTACT, ...OTHERS];

/** As people see those of them who are asked for. */
export function peopleOutside(ids: readonly string[]): Person[] {
  return CONTACTS.filter(({ id: one }) => ids.includes(`outside:${one}`)).map((one) => ({
    ...{ id: `outside:${one.id}`, name: one.name || one.number },
    ...{ status: "active", roles: [], attributes: {} },
  }));
}

const LINE: SmsConsent = {
  id: id("sml", 1),
  number: CONTACT.number,
  seq: 1,
  kind: "consent",
  reach: "all",
  sender_id: null,
  programme: null,
  categories: ["conversational", "transactional"],
  means: "form",
  words: "Yes, text me about my orders.",
  words_hash: `sha256:${"7".repeat(64)}`,
  message_id: null,
  by: "dana",
  at: ago(19 * DAY),
  recorded_at: ago(19 * DAY),
  expires: null,
};
const STOP: SmsConsent = {
  ...LINE,
  ...{ id: id("sml", 2), number: "+14155550132", kind: "opt_out", means: "keyword", words: "STOP" },
  ...{ by: `outside:${id("smc", 2)}`, at: ago(3 * DAY), recorded_at: ago(3 * DAY) },
};
let ledger: readonly SmsConsent[] = [STOP, LINE];

const HOOK: SmsHook = {
  id: id("smh", 1),
  account_id: id("sma", 1),
  kind: "status",
  state: "parked",
  reason: null,
  at: ago(30),
  park_until: ago(30 - DAY),
};
const HOOKS: readonly SmsHook[] = [
  HOOK,
  { ...HOOK, id: id("smh", 2), state: "refused", reason: "unreadable", park_until: null },
];

export const TALK = `cnv_${"f".repeat(32)}`;
const SAID: readonly (readonly [string, SmsTextState, string | null])[] = [
  ["Hello Lena, your pallet left the dock at 11:20.", "delivered", null],
  ["It arrives tomorrow between 8 and 10. The driver calls you half an hour before.", "sent", null],
  ["Is somebody there to sign for it?", "unconfirmed", "unsure"],
  ["The gate is on Hafenstraße, is it not?", "failed", "number_refused"],
  ["I will ask the driver again.", "queued", null],
];

let standing = fresh();
let texts: readonly SmsText[] = [];

function fresh(): SmsStanding {
  return {
    conversation_id: TALK,
    sender: SENDER,
    contact: CONTACT,
    assignee: ME,
    cover: null,
    cover_until: null,
    disclosed_at: null,
    goes: true,
    reason: null,
    said: "",
    until: null,
    notices: { reason: null, longest: null, found: false },
  };
}

/** How it stands with Lena from now on. */
export function stand(more: Partial<SmsStanding>): SmsStanding {
  standing = { ...fresh(), ...more };
  return standing;
}

const STANDS: Readonly<Record<string, () => Partial<SmsStanding>>> = {
  covered: () => ({ cover: "hana", cover_until: ago(-2 * DAY) }),
  frozen: () => ({ goes: false, reason: "frozen" }),
  no_consent: () => ({ goes: false, reason: "no_consent" }),
  not_assigned: () => ({ goes: false, reason: "not_assigned", assignee: "ben" }),
  opted_out: () => ({ goes: false, reason: "opted_out" }),
  quiet_hours: () => ({ goes: false, reason: "quiet_hours", until: ago(-300) }),
};

/** How it stands with Lena, by a name that the address gives. */
export function standAs(name: string | null): void {
  const found = STANDS[name ?? ""];
  if (found) stand(found());
}

interface Changes {
  change(change: (state: ChatState) => ChatState): void;
}

/** Begin with somebody outside, whom one writes to. */
export function textLena(store: Changes): void {
  freshTexts();
  const lena = CONTACT.person_id;
  const first = say(TALK, lena, 60, "Where is my pallet?");
  const own = SAID.map(([text], at) => say(TALK, ME, 50 - at * 8, text));
  texts = own.map((message, at): SmsText => {
    const [, state, reason] = SAID[at] ?? ["", "sent", null];
    const segments = at === 1 ? 2 : 1;
    return {
      ...{ id: newId("smt"), message_id: message.id, conversation_id: TALK, state, reason },
      ...{ segments, tries: 1, next_at: null, ended_at: null, notice: null },
    };
  });
  const info = conversation(TALK, "external", CONTACT.name, {
    allow_replies: false,
    allow_reactions: false,
  });
  const made = make({ info, messages: [first, ...own], people: [ME, "ben", "hana", lena] });
  const named = Object.values(made.members ?? {}).map((one) =>
    one.person_id === lena ? { ...one, name: CONTACT.name } : one,
  );
  const members = Object.fromEntries(named.map((one) => [one.person_id, one]));
  const known: Person = {
    id: lena,
    name: CONTACT.name,
    status: "active",
    roles: [],
    attributes: {},
  };
  store.change((state) => ({
    ...state,
    people: { ...state.people, [lena]: known },
    outside: { [TALK]: { name: CONTACT.name, number: CONTACT.number } },
    conversations: { ...state.conversations, [TALK]: { ...made, members } },
    order: [TALK, ...state.order.filter((one) => one !== TALK)],
  }));
}

function found<T extends { readonly id: string }>(all: readonly T[], wanted: string): T {
  const one = all.find(({ id: each }) => each === wanted);
  if (!one) throw new RefusalError(parseProblem(404, { detail: "There is no such thing." }));
  return one;
}

const page = <T>(data: readonly T[]): { data: T[]; next_cursor: null } => ({
  data: [...data],
  next_cursor: null,
});

/** What is changed in the page, until it begins anew. */
const now = { senders: [SENDER, AMERICAN], accounts: [...ACCOUNTS], contacts: [...CONTACTS] };

/** Forget what was changed in the page. */
export function freshTexts(): void {
  now.senders = [SENDER, AMERICAN];
  now.accounts = [...ACCOUNTS];
  now.contacts = [...CONTACTS];
  ledger = [STOP, LINE];
  stand({});
}

function put<T extends { readonly id: string }>(all: T[], one: T): T {
  const at = all.findIndex(({ id: each }) => each === one.id);
  if (at < 0) all.unshift(one);
  else all[at] = one;
  return one;
}

export const ANSWERS: Answers = {
  "sms.senders": () => page(now.senders),
  "sms.add_sender": (_, said) =>
    put(now.senders, { ...SENDER, ...said, id: newId("sms"), kind: "long_code" } as SmsSender),
  "sms.change_sender": (_, { sender_id: wanted, ...said }) =>
    put(now.senders, { ...found(now.senders, wanted), ...said } as SmsSender),
  "sms.accounts": () => page(now.accounts),
  "sms.add_account": (_, { provider, name }) =>
    put(now.accounts, { ...ACCOUNT, id: newId("sma"), provider, name }),
  "sms.change_account": (_, { account_id: wanted, state }) => {
    const one = found(now.accounts, wanted);
    return put(now.accounts, { ...one, state: state ?? one.state });
  },
  "sms.health": () => ({ data: [...HEALTH] }),
  "sms.hooks": (_, { state }) => page(HOOKS.filter((one) => one.state === (state ?? "parked"))),
  "sms.contacts": (_, { number }) =>
    page(now.contacts.filter((one) => !number || one.number.includes(number))),
  "sms.contact": (_, { contact_id: wanted }) => found(now.contacts, wanted),
  "sms.add_contact": (_, { number, name }) => ({ ...CONTACT, number, name: name ?? "" }),
  "sms.change_contact": (_, { contact_id: wanted, ...said }) =>
    put(now.contacts, { ...found(now.contacts, wanted), ...said } as SmsContact),
  "sms.recycle_contact": (_, { contact_id: wanted }) => {
    const one = found(now.contacts, wanted);
    put(now.contacts, { ...one, active: false, ended_at: ago(0) });
    const fresh = { id: newId("smc"), name: "", generation: 2, client_ref: null };
    return put(now.contacts, { ...one, ...fresh });
  },
  "sms.consents": (_, { number }) =>
    page(ledger.filter((one) => !number || one.number.includes(number))),
  "sms.enter_consent": (_, { kind, means, number, words }) => {
    const line: SmsConsent = { ...LINE, id: newId("sml"), kind, means, number, words, by: ME };
    ledger = [line, ...ledger];
    return line;
  },
  "sms.standing": (_, { conversation_id: wanted }) => found([{ ...standing, id: TALK }], wanted),
  "sms.texts": () => page(texts),
  "sms.decide": (_, { text_id: wanted, sent }) => {
    const one = { ...found(texts, wanted), state: sent ? "sent" : "queued", reason: null } as const;
    texts = texts.map((each) => (each.id === wanted ? one : each));
    return one;
  },
  "sms.end_link": (_, { text_id: wanted }) => {
    const one = found(texts, wanted);
    const notice = one.notice && { ...one.notice, until: null };
    texts = texts.map((each) => (each.id === wanted ? { ...one, notice } : each));
    return { ...one, notice };
  },
  "sms.assign": (_, { person_id: person }) => stand({ assignee: person }),
  "sms.cover": (_, { person_id: person, until }) =>
    stand({ cover: person ?? null, cover_until: until ?? null }),
  "sms.conversations": () =>
    page([
      {
        ...{ conversation_id: TALK, sender_id: SENDER.id, contact_id: CONTACT.id },
        ...{ name: CONTACT.name, number: CONTACT.number, assignee: ME },
      },
    ]),
  "sms.open": () => conversation(TALK, "external", CONTACT.name, { allow_replies: false }),
};
