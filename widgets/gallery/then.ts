/** A conversation of a grant as each of its people saw it: what happened in it, change by change. */
import { RefusalError, parseProblem } from "../src/core/problems.ts";
import type { AsOf, Member, Message, MessageThen, ShowGrantedAsOf } from "../src/generated/wire.ts";
import { PLAIN_MESSAGE } from "../tests/support/blank.ts";
import { ME, PEOPLE, ago, newId } from "./people.ts";
import type { Answers } from "./port.ts";

const TALK = `cnv_${"0".repeat(31)}7`;
const BEGUN = 4_320;

/** What is there at one moment; each change makes the next one of it. */
interface Then {
  readonly title: string;
  readonly names: Readonly<Record<string, string>>;
  readonly read: Readonly<Record<string, number>>;
  readonly messages: readonly Message[];
  readonly replies: readonly Message[];
}

/** The minutes of a moment, counted from the beginning. */
const at = (minutes: number): string => ago(BEGUN - minutes);

const UNTOUCHED = {
  ...{ on_behalf_of: null, client_id: null, version: 1, state: "active" as const },
  ...{ reply_to: null, mentions: [], edited_at: null },
  ...{ removed_at: null, removed_by: null, removed_reason: null },
};

function said(position: number, author: string, minutes: number, text: string): Message {
  const made = { id: newId("msg"), conversation_id: TALK, position, author, text };
  return { ...PLAIN_MESSAGE, ...UNTOUCHED, ...made, created_at: at(minutes) };
}

const PALLET = said(400, "ben", 0, "The pallet for **1042** is still at dock two.");
const PLEASE = said(401, "chidi", 4, "Then promise nothing for Monday, please.");
const MONDAY = said(402, "ben", 8, "I told them Monday.");
const WRONG = said(403, "elif", 26, "They can wait.");
const BELOW = { ...said(404, "chidi", 30, "Dock four by now."), thread_id: PALLET.id };

function change(message: Message, by: Partial<Message>): (then: Then) => Then {
  return (then) => ({
    ...then,
    messages: then.messages.map((one) => (one.id === message.id ? { ...one, ...by } : one)),
  });
}

const say =
  (message: Message) =>
  (then: Then): Then => ({ ...then, messages: [...then.messages, message] });

const read =
  (person: string, position: number) =>
  (then: Then): Then => ({ ...then, read: { ...then.read, [person]: position } });

const called =
  (person: string, name: string | null) =>
  (then: Then): Then => {
    const rest = Object.entries(then.names).filter(([id]) => id !== person);
    const names = name === null ? rest : [...rest, [person, name] as const];
    return { ...then, names: Object.fromEntries(names) };
  };

const LOUD = [{ emoji: "😬", count: 1, mine: false }];
const THREAD = {
  ...{ replies: 1, last_at: BELOW.created_at, last_position: 404, people: ["chidi"] },
  ...{ following: false, read_position: -1, unread: 0 },
};
const GONE = {
  ...{ state: "removed" as const, text: null, removed_at: at(28), removed_by: "elif" },
  removed_reason: "Not for here.",
};

const CHANGES: readonly (readonly [number, (then: Then) => Then])[] = [
  [0, say(PALLET)],
  [4, say(PLEASE)],
  [6, read("ben", 401)],
  [8, say(MONDAY)],
  [10, change(MONDAY, { reactions: LOUD })],
  [12, (then) => ({ ...then, title: "Order 1042" })],
  [14, called("elif", "Elif Yılmaz")],
  [20, change(MONDAY, { text: "I told them Monday already. In writing.", version: 2 })],
  [26, say(WRONG)],
  [28, change(WRONG, GONE)],
  [30, (then) => change(PALLET, { thread: THREAD })({ ...then, replies: [BELOW] })],
  [34, change(PALLET, { pinned: true })],
  [40, called("elif", null)],
];

const FIRST: Then = {
  title: "Order",
  names: { ben: "Ben O.", chidi: PEOPLE["chidi"]?.name ?? "chidi" },
  read: {},
  messages: [],
  replies: [],
};

function refused(status: number, detail: string, pointer?: string): RefusalError {
  const errors = pointer ? [{ pointer, detail }] : [];
  return new RefusalError(parseProblem(status, { detail, errors }));
}

/** The moments to step to: of somebody who is not there it is their coming and going alone. */
function steps(viewer: string, when: number): Pick<AsOf, "before_at" | "next_at"> {
  const there = happened(when).names[viewer] !== undefined;
  const mine = viewer === "elif" ? [14, 40] : [];
  const all = (there ? CHANGES.map(([minutes]) => minutes) : mine).map((one) =>
    Date.parse(at(one)),
  );
  const last = all.filter((one) => one <= when).at(-1);
  const next = all.find((one) => one > when);
  const told = (moment: number | undefined): string | null =>
    moment === undefined ? null : new Date(moment).toISOString();
  return { before_at: told(last && last - 1), next_at: told(next) };
}

function happened(when: number): Then {
  const some = CHANGES.filter(([minutes]) => Date.parse(at(minutes)) <= when);
  return some.reduce((then, [, by]) => by(then), FIRST);
}

function members({ names, read: marks }: Then): Member[] {
  return Object.entries(names).map(([id, name]) => ({
    ...{ person_id: id, name, role: id === "ben" ? ("owner" as const) : ("member" as const) },
    read_position: marks[id] ?? -1,
  }));
}

const shown = (all: readonly Message[]): MessageThen[] =>
  [...all].reverse().map((message) => ({ message, gone_by: null }));

function answer({ conversation_id, viewer, at: asked, thread_id: thread }: ShowGrantedAsOf): AsOf {
  const when = Date.parse(asked);
  const then = happened(when);
  const there = then.names[viewer] !== undefined;
  const everybody = there ? members(then) : [];
  return {
    ...{ conversation_id, viewer, at: asked, position: 399, archived: false },
    title: there ? then.title : null,
    role: everybody.find(({ person_id: id }) => id === viewer)?.role ?? null,
    member_count: everybody.length,
    members: everybody,
    people: everybody.map(({ person_id, name }) => ({ person_id, name })),
    data: there ? shown(thread ? then.replies : then.messages) : [],
    ...{ held: [], held_gone: [], withheld: 0, next_before: null },
    ...steps(viewer, when),
    disclosure_id: `dsc_${"0".repeat(32)}`,
  };
}

/** A moment of that conversation, so many minutes after it began. */
export const thenAt = at;

export const THEN: Answers = {
  "grants.as_of": (_, asked) => {
    if (asked.viewer === ME) throw refused(403, "Nobody looks through their own eyes.");
    if (Date.parse(asked.at) > Date.now()) throw refused(422, "must not lie in the future", "/at");
    return answer(asked);
  },
};
