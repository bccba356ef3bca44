/** What follows from the state for whoever reads one conversation. */
import { myId } from "../../base/state.ts";
import { keywordsIn } from "../../core/keywords.ts";
import { personName } from "../../core/selectors.ts";
import type { ChatState } from "../../core/types.ts";
import type { Conversation, Member } from "../../generated/wire.ts";
import type { Readers } from "../body/body.ts";
import type { Named } from "../composer/mentions.ts";
import type { Abilities } from "../message/actions.ts";

type Members = Readonly<Record<string, Member>>;

const NO_MEMBERS: Members = {};

/** Kept as the same objects for as long as their part of the state is the same. */
export class Reading {
  readers: Readers = { me: "", name: (id) => id };
  /** Who can be named. */
  named: readonly Named[] = [];
  can: Abilities = abilities(null, false);
  #people: ChatState["people"] | null = null;
  #keywords: ChatState["keywords"] | null = null;
  #members: Members = NO_MEMBERS;
  #can = "";
  #many = false;

  /** `inThread` says that it is one thread of the conversation that is read. */
  recall(now: ChatState, id: string, inThread = false): void {
    const { info = null, members } = now.conversations[id] ?? {};
    this.#allow(abilities(info, inThread));
    this.#name(now, members ?? NO_MEMBERS, !inThread && namesMany(info));
  }

  #name(now: ChatState, members: Members, many: boolean): void {
    const renamed = now.people !== this.#people || myId(now) !== this.readers.me;
    if (renamed || now.keywords !== this.#keywords) this.readers = readersOf(now);
    const other = members !== this.#members || many !== this.#many;
    if (renamed || other)
      this.named = [...namedOf(now, members), ...(many ? manyOf(now, members) : [])];
    this.#many = many;
    this.#people = now.people;
    this.#keywords = now.keywords;
    this.#members = members;
  }

  #allow(can: Abilities): void {
    const key = JSON.stringify(can);
    if (key !== this.#can) this.can = can;
    this.#can = key;
  }
}

function readersOf(now: ChatState): Readers {
  const me = myId(now);
  return {
    me,
    roles: now.people[me]?.roles ?? [],
    keywords: keywordsIn(now.keywords),
    name: (id) => personName(now, id),
  };
}

/** The members; oneself comes last, whom one names least. */
function namedOf(now: ChatState, members: Members): Named[] {
  const me = myId(now);
  const named = Object.values(members).map(({ person_id: id, name }) => ({
    id,
    name: name || personName(now, id),
  }));
  return [...named.filter(({ id }) => id !== me), ...named.filter(({ id }) => id === me)];
}

/** Whether the reader may name everybody here, and roles. */
function namesMany(info: Conversation | null): boolean {
  if (!info || info.kind === "direct") return false;
  return info.role !== "member" || info.wide_mentions === "everybody";
}

/** Everybody, and the roles that members are known to have. */
function manyOf(now: ChatState, members: Members): Named[] {
  const roles = new Set(Object.keys(members).flatMap((id) => now.people[id]?.roles ?? []));
  return [
    { id: "!channel", name: "channel" },
    { id: "!here", name: "here" },
    ...[...roles].sort().map((role) => ({ id: `&${role}`, name: role })),
  ];
}

function abilities(info: Conversation | null, inThread: boolean): Abilities {
  const moderates = info !== null && info.role !== "member";
  const writes = info !== null && !info.archived;
  const posts = moderates || info?.posting === "everybody";
  const replies = moderates || info?.allow_replies === true;
  return { moderates, writes, pins: posts, posts, replies, inThread };
}
