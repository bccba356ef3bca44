/** The rooms of a server in miniature, and what one person is shown of them. */
import type { Conversation, Member, Message } from "../../src/generated/wire.ts";
import { PLAIN_CONVERSATION } from "../support/blank.ts";
import type { Places } from "./model_threads.ts";

export const ME = "me";
const CAP = 100;
const NONE = { position: -1 } as Message;

type Counts = Pick<
  Conversation,
  "unread" | "mentions" | "unread_threads" | "mentions_threads" | "last_reply_position"
>;

export interface Seat {
  role: Member["role"];
  active: boolean;
  muted: boolean;
  read: number;
  from: number;
}

export interface Room {
  info: { id: string; kind: "group" | "direct"; title: string; version: number; at: number };
  seats: Map<string, Seat>;
  messages: Message[];
  places: Places;
  /** Message → emoji → who reacted so, each in the order they came. */
  reactions: Map<string, Map<string, Set<string>>>;
}

export const time = (n: number): string => new Date(n * 1000).toISOString();

export function removed(message: Message, now: string): Message {
  return { ...message, text: null, mentions: [], state: "removed", removed_at: now };
}

export function edited(message: Message, now: string, mention: boolean, room: Room): Message {
  const version = message.version + 1;
  const mentions = mention && room.seats.get(ME)?.active ? [ME] : [];
  return { ...message, text: `${version}`, version, mentions, edited_at: now };
}

export function seat(role: Member["role"], from: number): Seat {
  return { role, active: true, muted: false, read: -1, from };
}

export function active(room: Room): string[] {
  return [...room.seats].filter(([, { active }]) => active).map(([person]) => person);
}

export function mySeat(room: Room): Seat {
  return room.seats.get(ME) ?? seat("member", 0);
}

export function visible(room: Room): Message[] {
  return room.messages.filter(({ position }) => (position ?? -1) >= mySeat(room).from);
}

export function at({ position }: Message): number {
  return position ?? -1;
}

/** The messages whose threads I may see. */
export function roots(room: Room): Message[] {
  return visible(room).filter((message) => message.thread_id === null);
}

export function timeline(room: Room): Message[] {
  const shown = visible(room).filter((message) => message.in_channel);
  return shown.map((message) => ({
    ...message,
    reactions: totals(room, message),
    thread: message.thread_id === null ? room.places.summary(room.messages, message, ME) : null,
  }));
}

export function totals(room: Room, { id, state }: Message): Message["reactions"] {
  if (state !== "active") return [];
  const all = [...(room.reactions.get(id) ?? [])];
  return all.map(([emoji, who]) => ({ emoji, count: who.size, mine: who.has(ME) }));
}

/** Whether the reaction is there now. */
export function toggled(room: Room, id: string, emoji: string, by: string): boolean {
  const all = room.reactions.get(id) ?? new Map<string, Set<string>>();
  const who = all.get(emoji) ?? new Set();
  const added = !who.delete(by);
  if (added) who.add(by);
  if (who.size > 0) all.set(emoji, who);
  else all.delete(emoji);
  room.reactions.set(id, all);
  return added;
}

export function membersOf(room: Room): Member[] {
  return [...room.seats]
    .filter(([, { active }]) => active)
    .map(([id, { role, read }]) => ({ person_id: id, name: id, role, read_position: read }));
}

export function shown(room: Room): Conversation {
  const own = mySeat(room);
  const counts = countsOf(room);
  const last = room.messages.filter((m) => m.in_channel).at(-1);
  const others = [...room.seats.keys()].filter((person) => person !== ME);
  return {
    id: room.info.id,
    kind: room.info.kind,
    title: room.info.title,
    version: room.info.version,
    subject: null,
    counterpart: room.info.kind === "direct" ? (others[0] ?? null) : null,
    created_at: time(room.info.at),
    role: own.role,
    member_count: active(room).length,
    muted: own.muted,
    read_position: own.read,
    history_from: own.from,
    last_position: last?.position ?? room.info.at,
    last_message: last && (last.position ?? -1) >= own.from ? last : null,
    ...PLAIN_CONVERSATION,
    ...counts,
  };
}

export function countsOf(room: Room): Counts {
  const own = mySeat(room);
  const unread = visible(room).filter(
    (m) => m.in_channel && m.author !== ME && m.state === "active" && at(m) > own.read,
  );
  const threads = roots(room).flatMap((root) => room.places.unread(room.messages, root, ME));
  const named = (all: Message[]): Message[] => all.filter((m) => m.mentions.includes(ME));
  return {
    unread: Math.min(unread.length + threads.length, CAP),
    mentions: Math.min(named(unread).length + named(threads).length, CAP),
    unread_threads: Math.min(threads.length, CAP),
    mentions_threads: Math.min(named(threads).length, CAP),
    last_reply_position: at(room.messages.filter((m) => !m.in_channel).at(-1) ?? NONE),
  };
}

export function order(a: Conversation, b: Conversation): number {
  return a.last_position - b.last_position || (a.id < b.id ? -1 : 1);
}
