/**
 * A server in miniature, written from the contract and not from the reducers: it keeps a history,
 * says what a person's REST snapshot was at any position and which envelopes they were sent.
 */
import type { Conversation, Envelope, Event, Member, Message } from "../../src/generated/wire.ts";
import type { Snapshot } from "./replay.ts";
import { PLAIN_CONVERSATION, PLAIN_MESSAGE } from "../support/blank.ts";

export const ME = "me";
export const PEOPLE = [ME, "bob", "carol"] as const;
const CAP = 100;

export type Action =
  | { do: "create"; by: string; with: string[]; kind: "group" | "direct" }
  | { do: "send"; by: string; in: number; mention: boolean }
  | { do: "edit"; pick: number; mention: boolean }
  | { do: "remove"; pick: number }
  | { do: "react"; by: string; pick: number; emoji: string }
  | { do: "read"; by: string; in: number; back: number }
  | { do: "rename"; in: number; title: string }
  | { do: "mute"; in: number; muted: boolean }
  | { do: "add"; in: number; person: string; history: "all" | "from_now" }
  | { do: "leave"; in: number; person: string }
  | { do: "role"; in: number; person: string; role: Member["role"] };

interface Seat {
  role: Member["role"];
  active: boolean;
  muted: boolean;
  read: number;
  from: number;
}

interface Room {
  info: { id: string; kind: "group" | "direct"; title: string; version: number; at: number };
  seats: Map<string, Seat>;
  messages: Message[];
  /** Message → emoji → who reacted so, each in the order they came. */
  reactions: Map<string, Map<string, Set<string>>>;
}

interface Entry {
  envelope: Envelope;
  audience: readonly string[];
}

const time = (n: number): string => new Date(n * 1000).toISOString();

export class Model {
  #rooms: Room[] = [];
  #log: Entry[] = [];
  readonly #snapshots: Snapshot[] = [this.#look()];

  get end(): number {
    return this.#log.length - 1;
  }

  /** What REST answers me just after a position. */
  snapshot(position: number): Snapshot {
    const found = this.#snapshots[position + 1];
    if (!found) throw new Error(`no snapshot at ${position}`);
    return found;
  }

  /** What my socket is sent of a stretch. */
  seen(after: number, upto: number): Envelope[] {
    return this.#log
      .slice(after + 1, upto + 1)
      .filter(({ audience }) => audience.includes(ME))
      .map(({ envelope }) => envelope);
  }

  act(action: Action): void {
    const before = this.#log.length;
    this.#do(action);
    if (this.#log.length > before) this.#snapshots.push(structuredClone(this.#look()));
  }

  #do(action: Action): void {
    if (action.do === "create") return this.#create(action);
    if (action.do === "edit" || action.do === "remove") return this.#change(action);
    if (action.do === "react") return this.#react(action);
    const room = this.#rooms[action.in % Math.max(1, this.#rooms.length)];
    if (room) this.#inside(room, action);
  }

  #inside(
    room: Room,
    action: Exclude<Action, { do: "create" | "edit" | "remove" | "react" }>,
  ): void {
    switch (action.do) {
      case "send":
        return this.#send(room, action);
      case "read":
        return this.#read(room, action);
      case "rename":
        return this.#rename(room, action.title);
      case "mute":
        return this.#mute(room, action.muted);
      default:
        return this.#membership(room, action);
    }
  }

  #membership(room: Room, action: Extract<Action, { do: "add" | "leave" | "role" }>): void {
    if (action.do === "add") this.#add(room, action);
    else if (action.do === "leave") this.#leave(room, action.person);
    else this.#role(room, action);
  }

  #create({ by, with: others, kind }: Extract<Action, { do: "create" }>): void {
    const members = [...new Set([by, ...others])];
    if (kind === "direct" && members.length !== 2) return;
    const at = this.#log.length;
    const info = { id: `cnv_${at}`, kind, title: "", version: 1, at };
    const role = kind === "direct" ? "member" : "owner";
    const seats = new Map(members.map((p) => [p, seat(p === by ? role : "member", 0)]));
    const room: Room = { info, seats, messages: [], reactions: new Map() };
    this.#rooms.push(room);
    const owner = kind === "direct" ? null : by;
    this.#tell(room, by, {
      type: "conversation.created",
      conversation_id: info.id,
      kind,
      title: "",
      subject: null,
      space_id: null,
      joining: "invited",
      posting: "everybody",
      members,
      owner,
    });
  }

  #send(room: Room, { by, mention }: Extract<Action, { do: "send" }>): void {
    if (!room.seats.get(by)?.active) return;
    const position = this.#log.length;
    const mentions = mention && room.seats.get(ME)?.active ? [ME] : [];
    const message: Message = {
      id: `msg_${position}`,
      conversation_id: room.info.id,
      position,
      author: by,
      on_behalf_of: null,
      client_id: `c${position}`,
      text: "1",
      version: 1,
      state: "active",
      reply_to: null,
      mentions,
      created_at: time(position),
      edited_at: null,
      removed_at: null,
      removed_by: null,
      removed_reason: null,
      ...PLAIN_MESSAGE,
    };
    room.messages.push(message);
    this.#tell(room, by, { type: "message.created", message });
  }

  /** React, or take back what one had reacted with. */
  #react({ by, pick, emoji }: Extract<Action, { do: "react" }>): void {
    const all = this.#rooms.flatMap((room) => room.messages.map((message) => ({ room, message })));
    const found = all[pick % Math.max(1, all.length)];
    if (found?.message.state !== "active") return;
    const { room, message } = found;
    const at = message.position ?? -1;
    const seers = active(room).filter((person) => (room.seats.get(person)?.from ?? 0) <= at);
    if (!seers.includes(by)) return;
    const added = toggled(room, message.id, emoji, by);
    const type = added ? ("reaction.added" as const) : ("reaction.removed" as const);
    const about = { conversation_id: room.info.id, message_id: message.id };
    this.#tell(room, by, { type, ...about, emoji, person_id: by }, seers);
  }

  #change(action: Extract<Action, { do: "edit" | "remove" }>): void {
    const all = this.#rooms.flatMap((room) => room.messages.map((message) => ({ room, message })));
    const found = all[action.pick % Math.max(1, all.length)];
    if (found?.message.state !== "active") return;
    const { room, message } = found;
    if (!room.seats.get(message.author)?.active) return;
    const now = time(this.#log.length);
    const next =
      action.do === "remove" ? removed(message, now) : edited(message, now, action.mention, room);
    room.messages = room.messages.map((m) => (m.id === next.id ? next : m));
    const type = action.do === "remove" ? "message.removed" : "message.edited";
    this.#tell(room, message.author, { type, message: next });
  }

  #read(room: Room, { by, back }: Extract<Action, { do: "read" }>): void {
    const position = this.end - back;
    const own = room.seats.get(by);
    if (!own?.active || position <= own.read) return;
    own.read = position;
    const mark = { conversation_id: room.info.id, person_id: by, read_position: position };
    this.#tell(room, by, { type: "conversation.read", ...mark });
  }

  #rename(room: Room, title: string): void {
    room.info = { ...room.info, title, version: room.info.version + 1 };
    const { id, version } = room.info;
    const settings = {
      posting: null,
      wide_mentions: null,
      joining: null,
      allow_replies: null,
      allow_reactions: null,
    };
    const event = { type: "conversation.updated" as const, conversation_id: id, title, version };
    this.#tell(room, "bob", { ...event, ...settings });
  }

  #mute(room: Room, muted: boolean): void {
    const own = room.seats.get(ME);
    if (!own?.active || own.muted === muted) return;
    own.muted = muted;
    const event = { type: "conversation.muted" as const, conversation_id: room.info.id, muted };
    this.#tell(room, ME, event, [ME]);
  }

  #add(room: Room, { person, history }: Extract<Action, { do: "add" }>): void {
    const known = room.seats.get(person);
    if (known?.active || room.info.kind === "direct") return;
    const from = history === "all" ? 0 : this.#log.length;
    const fresh = {
      ...(known ?? seat("member", from)),
      active: true,
      role: "member" as const,
      from,
    };
    room.seats.set(person, fresh);
    const added = { conversation_id: room.info.id, members: [person], role: "member" as const };
    this.#tell(room, "bob", { type: "members.added", ...added, history });
  }

  #leave(room: Room, person: string): void {
    const own = room.seats.get(person);
    if (!own?.active || room.info.kind === "direct") return;
    own.active = false;
    const event = { conversation_id: room.info.id, person_id: person };
    this.#tell(room, person, { type: "member.removed", ...event }, [...active(room), person]);
  }

  #role(room: Room, { person, role }: Extract<Action, { do: "role" }>): void {
    const own = room.seats.get(person);
    if (!own?.active || own.role === role || room.info.kind === "direct") return;
    own.role = role;
    const event = { conversation_id: room.info.id, person_id: person, role };
    this.#tell(room, "bob", { type: "member.changed", ...event });
  }

  #tell(room: Room, by: string, event: Event, audience = active(room)): void {
    const position = this.#log.length;
    const actor = { id: by, on_behalf_of: null };
    const envelope = structuredClone({ position, at: time(position), actor, event });
    this.#log.push({ envelope, audience });
  }

  #look(): Snapshot {
    const mine = this.#rooms.filter((room) => room.seats.get(ME)?.active);
    const conversations = mine.map(shown).sort((a, b) => order(b, a));
    const person = { id: ME, name: ME, status: "active" as const, roles: [], attributes: {} };
    return {
      me: {
        tenant: "acme",
        person,
        scopes: [],
        epoch: "e",
        position: this.#log.length - 1,
        limits: { text_code_points: 20_000, members_a_call: 500 },
      },
      conversations,
      messages: Object.fromEntries(mine.map((r) => [r.info.id, told(r)])),
      members: Object.fromEntries(mine.map((r) => [r.info.id, membersOf(r)])),
    };
  }
}

function removed(message: Message, now: string): Message {
  return { ...message, text: null, mentions: [], state: "removed", removed_at: now };
}

function edited(message: Message, now: string, mention: boolean, room: Room): Message {
  const version = message.version + 1;
  const mentions = mention && room.seats.get(ME)?.active ? [ME] : [];
  return { ...message, text: `${version}`, version, mentions, edited_at: now };
}

function seat(role: Member["role"], from: number): Seat {
  return { role, active: true, muted: false, read: -1, from };
}

function active(room: Room): string[] {
  return [...room.seats].filter(([, { active }]) => active).map(([person]) => person);
}

function mySeat(room: Room): Seat {
  return room.seats.get(ME) ?? seat("member", 0);
}

function visible(room: Room): Message[] {
  return room.messages.filter(({ position }) => (position ?? -1) >= mySeat(room).from);
}

/** What one who asks is told of the messages, the newest first: what people thought of them too. */
function told(room: Room): Message[] {
  return visible(room)
    .map((message) => ({ ...message, reactions: totals(room, message) }))
    .reverse();
}

function totals(room: Room, { id, state }: Message): Message["reactions"] {
  if (state !== "active") return [];
  const all = [...(room.reactions.get(id) ?? [])];
  return all.map(([emoji, who]) => ({ emoji, count: who.size, mine: who.has(ME) }));
}

/** Whether the reaction is there now. */
function toggled(room: Room, id: string, emoji: string, by: string): boolean {
  const all = room.reactions.get(id) ?? new Map<string, Set<string>>();
  const who = all.get(emoji) ?? new Set();
  const added = !who.delete(by);
  if (added) who.add(by);
  if (who.size > 0) all.set(emoji, who);
  else all.delete(emoji);
  room.reactions.set(id, all);
  return added;
}

function membersOf(room: Room): Member[] {
  return [...room.seats]
    .filter(([, { active }]) => active)
    .map(([id, { role, read }]) => ({ person_id: id, name: id, role, read_position: read }));
}

function shown(room: Room): Conversation {
  const own = mySeat(room);
  const last = room.messages.at(-1);
  const unread = visible(room).filter(
    (m) => m.author !== ME && m.state === "active" && (m.position ?? -1) > own.read,
  );
  const named = unread.filter((m) => m.mentions.includes(ME));
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
    unread: Math.min(unread.length, CAP),
    mentions: Math.min(named.length, CAP),
    read_position: own.read,
    history_from: own.from,
    last_position: last?.position ?? room.info.at,
    last_message: last && (last.position ?? -1) >= own.from ? last : null,
    ...PLAIN_CONVERSATION,
  };
}

function order(a: Conversation, b: Conversation): number {
  return a.last_position - b.last_position || (a.id < b.id ? -1 : 1);
}
