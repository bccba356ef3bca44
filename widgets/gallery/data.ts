/** What people of the wholesaler ask of what is kept about them. */
import type { DataRequest, MakeDataRequest } from "../src/generated/wire.ts";
import { parseProblem, RefusalError } from "../src/core/problems.ts";
import { ME, ago } from "./people.ts";
import type { Answers } from "./port.ts";
import { sha } from "./portal.ts";

const DAY = 1_440;
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const id = (digit: string): string => `drq_${digit.padStart(32, "0")}`;

const PLAIN: DataRequest = {
  id: id("1"),
  kind: "erasure",
  state: "identified",
  person_id: "hana",
  made_by: "hana",
  said: "I leave in May: please erase what I wrote",
  received_at: ago(3 * DAY),
  due_at: ago(-27 * DAY),
  overdue: false,
  extended: null,
  identified_by: "hana",
  identified_how: null,
  weighed_by: null,
  weighed_at: null,
  weighing_hash: null,
  goes: null,
  kept: [],
  complete: null,
  approved_by: null,
  answer: null,
  until: null,
  ended_at: null,
  erased: 0,
  left: 0,
  position: null,
  archive: null,
  stopped: null,
};
const WEIGHED: Partial<DataRequest> = {
  state: "weighed",
  weighed_by: ME,
  weighed_at: ago(60),
  weighing_hash: sha("7"),
  goes: 212,
  complete: true,
  kept: [
    {
      ...{ because: "minimum", count: 41, rule: "books", basis: "FINRA 4511" },
      ...{ until: "2032-03-01T00:00:00Z", hold_id: null },
    },
    { because: "hold", count: 7, rule: null, basis: null, until: null, hold_id: id("9") },
    { because: "duty", count: 1, rule: null, basis: null, until: null, hold_id: null },
  ],
};
const SEEDS: readonly DataRequest[] = [
  PLAIN,
  {
    ...{ ...PLAIN, ...WEIGHED, id: id("2"), person_id: "chidi", made_by: "chidi" },
    ...{ weighed_by: "dana", weighed_at: ago(2 * DAY) },
    ...{ due_at: ago(2 * DAY), overdue: true, said: null },
  },
  {
    ...{ ...PLAIN, ...WEIGHED, id: id("3"), person_id: "farid", made_by: "dana" },
    ...{ state: "approved", weighed_at: ago(DAY), approved_by: "grete", erased: 75, said: null },
  },
  {
    ...{ ...PLAIN, ...WEIGHED, id: id("4"), kind: "restriction", state: "done" },
    ...{ approved_by: "grete", erased: 212, position: 4_711, ended_at: ago(DAY), kept: [] },
    ...{ weighed_at: ago(2 * DAY), said: "My sick leave is nobody’s business: hide what I wrote" },
  },
  {
    ...{ ...PLAIN, id: id("5"), kind: "correction", state: "received", identified_by: null },
    said: "My name is written Satō",
  },
  {
    ...{ ...PLAIN, id: id("6"), kind: "access", approved_by: ME, stopped: "storage", said: null },
    ...{ person_id: "farid", made_by: "farid", identified_by: "farid" },
  },
];
const now = new Map<string, DataRequest>();
let own: DataRequest[] = [];

/** Begin again with what is there at first. */
export function freshRequests(): void {
  now.clear();
  own = [];
  for (const one of SEEDS) now.set(one.id, one);
}

/** Let somebody have asked something themselves. */
export function askedMyself(...some: readonly Partial<DataRequest>[]): void {
  own = some.map((more, at) => ({
    ...{ ...PLAIN, id: id(`a${at}`), person_id: ME, made_by: ME, identified_by: ME },
    ...more,
  }));
  for (const one of own) now.set(one.id, one);
}

freshRequests();

function moved(request_id: string, more: Partial<DataRequest>): DataRequest {
  const one = { ...(now.get(request_id) ?? PLAIN), ...more };
  now.set(request_id, one);
  own = own.map((each) => (each.id === request_id ? one : each));
  return one;
}

function made({ kind, said = null, person_id }: MakeDataRequest): DataRequest {
  const person = person_id ?? ME;
  if (own.some((one) => one.kind === kind && one.state !== "withdrawn"))
    throw new RefusalError(
      parseProblem(409, {
        detail:
          "There is an open request of this kind already: withdraw it, or wait for its answer.",
      }),
    );
  const fresh = {
    ...{ ...PLAIN, id: id(`b${now.size}`), kind, said, person_id: person, made_by: ME },
    ...{ state: person === ME ? "identified" : "received", received_at: ago(0) },
  } as DataRequest;
  now.set(fresh.id, fresh);
  if (person === ME) own = [fresh, ...own];
  return fresh;
}

export const ANSWERS: Answers = {
  "data_requests.list": (_, { everybody = false }) => ({
    data: everybody ? [...now.values()] : own,
    next_cursor: null,
  }),
  "data_requests.get": (_, { request_id }) => now.get(request_id) ?? PLAIN,
  "data_requests.make": (_, asked) => made(asked),
  "data_requests.withdraw": (_, { request_id }) =>
    moved(request_id, { state: "withdrawn", ended_at: ago(0) }),
  "data_requests.identify": (_, { request_id, how }) =>
    moved(request_id, { state: "identified", identified_by: ME, identified_how: how }),
  "data_requests.weigh": (_, { request_id }) => moved(request_id, WEIGHED),
  "data_requests.extend": (_, { request_id, reason }) =>
    moved(request_id, { extended: reason, due_at: ago(-88 * DAY), overdue: false }),
  "data_requests.approve": (_, { request_id, answer = null }) => {
    const kind = now.get(request_id)?.kind ?? "erasure";
    const over = kind === "correction";
    return moved(request_id, {
      state: over ? "done" : "approved",
      approved_by: ME,
      answer,
      stopped: null,
    });
  },
  "data_requests.refuse": (_, { request_id, reason, until = null }) =>
    moved(request_id, { state: "refused", answer: reason, until, ended_at: ago(0) }),
  "data_requests.open_archive": (_, { request_id }) => {
    const archive = now.get(request_id)?.archive ?? null;
    const opened = archive && { ...archive, opened_at: ago(0), open_until: inAnHour() };
    return moved(request_id, { archive: opened });
  },
  "data_requests.lift": (_, { request_id, reason }) =>
    moved(request_id, { state: "lifting", answer: reason }),
};
