/**
 * A server in miniature, written from the contract and not from the reducers: it keeps a history,
 * says what a person's REST snapshot was at any position and which envelopes they were sent.
 */
import type { Envelope, Event, Member, Message } from "../../src/generated/wire.ts";
import {
  active,
  at,
  edited,
  ME,
  membersOf,
  order,
  removed,
  roots,
  seat,
  shown,
  time,
  timeline,
  toggled,
  type Room,
} from "./model_rooms.ts";
import { Places } from "./model_threads.ts";
import type { Snapshot } from "./replay.ts";
import { PLAIN_MESSAGE } from "../support/blank.ts";

export { ME };
export const PEOPLE = [ME, "bob", "carol"] as const;

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
  | { do: "reply"; by: string; pick: number; mention: boolean; shown: boolean }
  | { do: "choose"; pick: number; follow: boolean }
  | { do: "readThread"; pick: number; back: number }
  | { do: "readThreads" }
  | { do: "role"; in: number; person: string; role: Member["role"] };

interface Entry {
  envelope: Envelope;
  audience: readonly string[];
}

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
    if (!("in" in action)) return this.#aside(action);
    const room = this.#rooms[action.in % Math.max(1, this.#rooms.length)];
    if (room) this.#inside(room, action);
  }

  #aside(action: Extract<Action, { do: "reply" | "choose" | "readThread" | "readThreads" }>): void {
    if (action.do === "reply") this.#reply(action);
    else if (action.do === "choose") this.#choose(action);
    else if (action.do === "readThread") this.#readThread(action);
    else this.#readThreads();
  }

  #inside(room: Room, action: Extract<Action, { in: number }>): void {
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
    const room: Room = { info, seats, messages: [], reactions: new Map(), places: new Places() };
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
    const mentions = mention && room.seats.get(ME)?.active ? [ME] : [];
    this.#write(room, by, { mentions });
  }

  #write(room: Room, by: string, more: Partial<Message>): void {
    const position = this.#log.length;
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
      mentions: [],
      created_at: time(position),
      edited_at: null,
      removed_at: null,
      removed_by: null,
      removed_reason: null,
      ...PLAIN_MESSAGE,
      ...more,
    };
    room.messages.push(message);
    room.places.written(message);
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

  /** A root that somebody may see, with its room. */
  #root(pick: number, person: string): { room: Room; root: Message } | undefined {
    const roots = this.#rooms.flatMap((room) => {
      const own = room.seats.get(person);
      if (!own?.active) return [];
      const seen = room.messages.filter((m) => m.thread_id === null && at(m) >= own.from);
      return seen.map((root) => ({ room, root }));
    });
    return roots[pick % Math.max(1, roots.length)];
  }

  #reply({ by, pick, mention, shown }: Extract<Action, { do: "reply" }>): void {
    const found = this.#root(pick, by);
    if (!found) return;
    const { room, root } = found;
    const mine = room.seats.get(ME);
    const named = mention && mine?.active && (shown || mine.from <= at(root));
    this.#write(room, by, {
      mentions: named ? [ME] : [],
      thread_id: root.id,
      thread_author: root.author,
      in_channel: shown,
    });
  }

  #choose({ pick, follow }: Extract<Action, { do: "choose" }>): void {
    const found = this.#root(pick, ME);
    if (!found) return;
    const { room, root } = found;
    const known = room.places.of(root.id, ME);
    const place = known ?? { following: false, read: -1 };
    const about = { thread_id: root.id, conversation_id: room.info.id };
    const chosen = known ? place.following : root.author === ME;
    if (follow && !place.following) {
      const mark = { following: true, read: Math.max(place.read, this.end) };
      room.places.put(root.id, ME, mark);
      this.#tell(room, ME, { type: "thread.followed", ...about, read_position: mark.read }, [ME]);
    } else if (!follow && chosen) {
      room.places.put(root.id, ME, { ...place, following: false });
      this.#tell(room, ME, { type: "thread.unfollowed", ...about }, [ME]);
    }
  }

  #readThread({ pick, back }: Extract<Action, { do: "readThread" }>): void {
    const found = this.#root(pick, ME);
    const place = found?.room.places.of(found.root.id, ME);
    const read = this.end - back;
    if (!found || !place || place.read >= read) return;
    place.read = read;
    const about = { thread_id: found.root.id, conversation_id: found.room.info.id };
    this.#tell(found.room, ME, { type: "thread.read", ...about, read_position: read }, [ME]);
  }

  #readThreads(): void {
    const rooms = this.#rooms.filter((room) => room.seats.get(ME)?.active);
    const found = rooms.flatMap((room) =>
      roots(room)
        .filter((root) => room.places.unread(room.messages, root, ME).length > 0)
        .map((root) => ({ room, root })),
    );
    const [first] = found;
    if (!first) return;
    const read = this.end;
    for (const { room, root } of found) room.places.put(root.id, ME, { following: true, read });
    const conversations = [...new Set(found.map(({ room }) => room.info.id))];
    const threads = found.map(({ root }) => root.id);
    const event = { type: "threads.read" as const, conversations, threads, read_position: read };
    this.#tell(first.room, ME, event, [ME]);
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
      slow_seconds: null,
      slow_until: null,
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
      messages: Object.fromEntries(mine.map((r) => [r.info.id, timeline(r).reverse()])),
      marks: mine.flatMap((r) => r.places.marks(r.info.id, roots(r), ME)),
      members: Object.fromEntries(mine.map((r) => [r.info.id, membersOf(r)])),
    };
  }
}
