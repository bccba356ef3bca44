/** Answers the actions of features in the page, as a server that is fast and kind would. */
import { ANSWERS as ADVICE } from "./advice.ts";
import { ANSWERS as CAMPAIGNS } from "./campaigns.ts";
import { CASE_ANSWERS } from "./cases.ts";
import { ANSWERS as DATA } from "./data.ts";
import { ANSWERS as EXPORTS } from "./exports.ts";
import { ANSWERS as HANDOVERS } from "./handovers.ts";
import { ANSWERS as HOLDS } from "./holds.ts";
import { ANSWERS as IMPORTS } from "./imports.ts";
import { ANSWERS as JUDGING } from "./judging.ts";
import { MARKS } from "./marks_answers.ts";
import { NUMBERS } from "./numbers.ts";
import { unlessOtherwise } from "./otherwise.ts";
import { POLICY } from "./policy.ts";
import { PORTAL } from "./portal.ts";
import { ANSWERS as RECORD_HEALTH } from "./record_health.ts";
import { ANSWERS as RETENTION } from "./retention.ts";
import { SEARCH } from "./search.ts";
import type { Port } from "../src/core/port.ts";
import { browserPorts } from "../src/core/ports.ts";
import { Tokens } from "../src/core/tokens.ts";
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import { ANSWERS as TEXTS } from "./texts.ts";
import { THEN } from "./then.ts";
import { THREADS } from "./threads.ts";
import type { ChatState } from "../src/core/types.ts";
import { ANSWERS as SPACES } from "./spaces.ts";
import { ANSWERS as ANNOUNCEMENTS } from "./announcements.ts";
import type { Operation, Operations } from "../src/generated/wire.ts";

/** The store of the gallery as the answers see it. */
export interface Held {
  readonly state: ChatState;
  change(change: (state: ChatState) => ChatState): void;
}

/** The answers of one feature, by operation: `(held, args) => result`. */
export type Answers = {
  readonly [K in Operation]?: (held: Held, args: Operations[K]["args"]) => Operations[K]["result"];
};

/** Every feature adds its own here: `gallery/<feature>.ts`. */
const ANSWERS: Answers = {
  ...ADVICE,
  ...ANNOUNCEMENTS,
  ...CAMPAIGNS,
  ...DATA,
  ...EXPORTS,
  ...HANDOVERS,
  ...HOLDS,
  ...IMPORTS,
  ...JUDGING,
  ...MARKS,
  ...POLICY,
  ...PORTAL,
  ...RETENTION,
  ...CASE_ANSWERS,
  ...NUMBERS,
  ...RECORD_HEALTH,
  ...SEARCH,
  ...TEXTS,
  ...THEN,
  ...THREADS,
  ...SPACES,
};

export function fixturePort(held: Held): Port {
  const call: Port["call"] = async (op, args) => {
    const answer = ANSWERS[op];
    if (!answer) throw new RefusalError(parseProblem(404, { detail: `The gallery has no ${op}.` }));
    const given = answer as (held: Held, args: unknown) => never;
    return unlessOtherwise(op, () => given(held, args));
  };
  return {
    get state() {
      return held.state;
    },
    base: "",
    languages: ["en"],
    call,
    create: call,
    tokens: new Tokens(browserPorts(), null),
    leaving: new AbortController().signal,
    fetch: () => Promise.resolve(new Response(null, { status: 404 })),
    update: (change) => held.change(change),
    during: async (ask, install) => {
      const answer = await ask();
      held.change((state) => install(state, answer));
      return answer;
    },
    unlessLive: () => undefined,
    loadPeople: () => undefined,
    after: () => () => undefined,
    now: () => Date.now(),
    random: () => 0,
  };
}
