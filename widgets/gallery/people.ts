/** The people and conversations of the gallery: a wholesaler on a Tuesday morning. */
import type { Conversation, Member, Message, Person } from "../src/generated/wire.ts";
import { PLAIN_CONVERSATION, PLAIN_MESSAGE } from "../tests/support/blank.ts";

export const ME = "ana";

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  ana: ["Ana Ruiz", "Order desk"],
  ben: ["Ben Okafor", "Warehouse"],
  chidi: ["Chidi Nwosu", "Carrier relations"],
  dana: ["Dana Lindqvist", "Finance"],
  elif: ["Elif Yılmaz", "Customs"],
  farid: ["Farid Haddad", "Night shift"],
  grete: ["Grete Möller", "Quality"],
  hana: ["Hana Sato", "Sales, APAC"],
  omar: ["عمر الخطيب", "Sales, Gulf"],
};

export const PEOPLE: Readonly<Record<string, Person>> = Object.fromEntries(
  Object.entries(NAMES).map(([id, [name, department]]) => [
    id,
    { id, name, status: "active", roles: ["member"], attributes: { department } },
  ]),
);

let position = 100;
let serial = 0;

// Noon, not now: what was said a few minutes ago must not be yesterday's in the first hour of a day.
const NOON = new Date().setHours(12, 0, 0, 0);

/** A time so many minutes before noon of today. */
export function ago(minutes: number): string {
  return new Date(NOON - minutes * 60_000).toISOString();
}

/** An id as the server makes them. */
export function newId(prefix: string): string {
  serial += 1;
  return `${prefix}_${serial.toString(16).padStart(32, "0")}`;
}

/** A message as the server answers it. */
export function say(
  conversation: string,
  author: string,
  minutes: number,
  text: string | null,
  more: Partial<Message> = {},
): Message {
  position += 1;
  return {
    id: newId("msg"),
    conversation_id: conversation,
    position,
    author,
    on_behalf_of: null,
    client_id: null,
    text,
    version: 1,
    state: text === null ? "removed" : "active",
    reply_to: null,
    mentions: [],
    created_at: ago(minutes),
    edited_at: null,
    removed_at: null,
    removed_by: null,
    removed_reason: null,
    ...PLAIN_MESSAGE,
    ...more,
  };
}

/** The members of a conversation; those named in `read` have read everything. */
export function members(
  people: readonly string[],
  read: readonly string[],
): Record<string, Member> {
  const one = (id: string, at: number): Member => ({
    person_id: id,
    name: PEOPLE[id]?.name ?? id,
    role: at === 0 ? "owner" : at === 1 ? "moderator" : "member",
    read_position: read.includes(id) ? position : 0,
  });
  return Object.fromEntries(people.map((id, at) => [id, one(id, at)]));
}

/** A conversation as the server answers it. */
export function conversation(
  id: string,
  kind: Conversation["kind"],
  title: string,
  more: Partial<Conversation>,
): Conversation {
  return {
    id,
    kind,
    title,
    version: 1,
    subject: null,
    counterpart: null,
    created_at: ago(60 * 24 * 9),
    role: "owner",
    member_count: 2,
    muted: false,
    unread: 0,
    mentions: 0,
    read_position: 0,
    history_from: 0,
    last_position: position,
    last_message: null,
    ...PLAIN_CONVERSATION,
    ...more,
  };
}
