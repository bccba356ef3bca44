/** What waits for somebody, counted from what they may see: each kind of work asks for its own. */
import { listVersions } from "../../../core/policy/actions.ts";
import { listCases } from "../../../core/oversight/cases.ts";
import { listGrants } from "../../../core/oversight/grants.ts";
import { listHolds } from "../../../core/oversight/holds.ts";
import { watchReviewers } from "../../../core/oversight/watching.ts";
import type { Port } from "../../../core/port.ts";
import type { Case, Grant, PolicyVersion } from "../../../generated/wire.ts";
import type { IconName } from "../../../icons/icons.ts";
import { askerOf, names } from "../holds/named.ts";
import { type Rights, decides, reviews } from "../rights.ts";
import type { SectionName } from "../ways.ts";

/** One kind of work; `more` says that there may be more than was counted. */
export interface Work {
  readonly name:
    | ("queue" | "appeals" | "overdue" | "late" | "mine")
    | ("granted" | "decide" | "review" | "approve" | "propose" | "odd")
    | ("seconds" | "holds" | "data" | "data_second" | "retention" | "retention_second");
  readonly section: SectionName;
  readonly glyph: IconName;
  readonly count: number;
  readonly more: boolean;
  /** The thing itself, where it is one. */
  readonly item: string | null;
  /** Until when at most it can be done. */
  readonly until?: string | null;
}

/** What waits for a second person. */
export const SECOND: readonly Work["name"][] = [
  "decide",
  "seconds",
  "holds",
  "data_second",
  "retention_second",
  "approve",
];

const TRAY = { section: "queue", glyph: "tray" } as const;
const OVER = { section: "retention", glyph: "clock" } as const;

type Kind = Omit<Work, "count" | "more" | "item">;

/** What waits for somebody, and what they themselves asked to look at. */
export interface Waiting {
  readonly works: readonly Work[];
  readonly asked: readonly Grant[];
}

/** How long a request of one's own is shown after it was made, unless it is open. */
const RECENT_MS = 14 * 86_400_000;

/** `all` is where there is more than one of it. */
function work(kind: Kind, ids: readonly string[], more = false, all: string | null = null): Work {
  return { ...kind, count: ids.length, more, item: ids.length === 1 ? (ids[0] ?? null) : all };
}

async function grants(port: Port, rights: Rights): Promise<Waiting> {
  if (!rights.approves && !rights.audits && rights.opens.length === 0)
    return { works: [], asked: [] };
  const [asked, open, all] = await Promise.all([
    listGrants(port, "requested", null),
    listGrants(port, "open", null),
    listGrants(port, null, null),
  ]);
  const waiting = asked.data.filter((one) => waitsFor(one, rights));
  const reviews = all.data.filter(
    (one) => one.review_due && !one.reviewed_by && mayReview(one, rights),
  );
  const mine = open.data.filter(({ requester }) => requester === rights.me);
  const at = { section: "requests", glyph: "key" } as const;
  return {
    works: [
      { ...work({ name: "granted", ...at, glyph: "eye" }, idsOf(mine)), until: firstEnd(mine) },
      work({ name: "decide", ...at }, idsOf(waiting), asked.next_cursor !== null),
      work({ name: "review", ...at }, idsOf(reviews)),
    ],
    asked: ownRequests([...mine, ...all.data], rights.me, port.now()),
  };
}

function firstEnd(open: readonly Grant[]): string | null {
  return open.flatMap(({ expires_at: at }) => at ?? []).sort()[0] ?? null;
}

/** One's own that are open, that wait, or that were decided lately. */
function ownRequests(all: readonly Grant[], me: string, now: number): Grant[] {
  const own = all.filter(({ requester, state, requested_at: at }) => {
    return requester === me && (state === "open" || now - Date.parse(at) < RECENT_MS);
  });
  return [...new Map(own.map((one) => [one.id, one])).values()];
}

function waitsFor({ requester, approvals, trigger }: Grant, rights: Rights): boolean {
  const done = approvals.some(({ person_id: id }) => id === rights.me);
  return requester !== rights.me && !done && decides(rights, trigger);
}

function mayReview({ requester }: Grant, { approves, me }: Rights): boolean {
  return approves && requester !== me;
}

/** An appeal that nobody else answers: or somebody did, and a second person is needed. */
function isFor({ assignee, appeal }: Case, me: string | null): boolean {
  return assignee === null || assignee === me || appeal?.seconded === true;
}

/** To be reviewed, for who may open it; who approves or audits sees how late others are. */
async function cases(port: Port, rights: Rights): Promise<Work[]> {
  if (reviews(rights)) return reviewed(port, rights);
  if (!rights.approves && !rights.audits) return [];
  const late = await listCases(port, { overdue: true }, null);
  return [work({ name: "late", ...TRAY }, idsOf(late.data), late.next_cursor !== null, "overdue")];
}

async function reviewed(port: Port, { me }: Rights): Promise<Work[]> {
  const [queued, against, mine, late] = await Promise.all([
    listCases(port, { state: "queued" }, null),
    listCases(port, { appeals: true }, null),
    listCases(port, { mine: true, state: "opened" }, null),
    listCases(port, { overdue: true }, null),
  ]);
  return [
    work({ name: "overdue", ...TRAY }, idsOf(late.data), late.next_cursor !== null, "overdue"),
    work(
      { name: "appeals", ...TRAY },
      idsOf(against.data.filter((one) => isFor(one, me))),
      against.next_cursor !== null,
      "appeals",
    ),
    work({ name: "queue", ...TRAY }, idsOf(queued.data), queued.next_cursor !== null),
    work({ name: "mine", ...TRAY }, idsOf(mine.data), mine.next_cursor !== null, "mine"),
  ];
}

async function policies(port: Port, rights: Rights): Promise<Work[]> {
  if (!rights.writes && !rights.approves) return [];
  const { data } = await listVersions(port, null);
  const open = data.filter(({ state }) => state === "proposed");
  const waiting = open.filter(({ author, approvals }) => {
    return author !== rights.me && !approvals.some(({ person_id: id }) => id === rights.me);
  });
  const drafts = data.filter(({ state, author }) => state === "draft" && author === rights.me);
  const at = { section: "policy", glyph: "scales" } as const;
  const numbers = (some: readonly PolicyVersion[]): string[] => some.map((one) => `${one.version}`);
  return [
    ...(rights.approves ? [work({ name: "approve", ...at }, numbers(waiting))] : []),
    ...(rights.writes ? [work({ name: "propose", ...at }, numbers(drafts))] : []),
  ];
}

/** Reviewers of whom something is out of the ordinary: for who audits to ask about. */
async function watchers(port: Port, { audits }: Rights): Promise<Work[]> {
  if (!audits) return [];
  const { data } = await watchReviewers(port);
  const odd = data.filter((one) => one.odd.length > 0).map((one) => one.person_id);
  return [{ ...work({ name: "odd", section: "watchers", glyph: "eye" }, odd), item: null }];
}

function idsOf(some: readonly { readonly id: string }[]): string[] {
  return some.map(({ id }) => id);
}

/** What another reviewer asked of a case, and needs this person's word too. */
async function seconds(port: Port, rights: Rights): Promise<Work[]> {
  if (!reviews(rights)) return [];
  const found = await listCases(port, { seconds: true }, null);
  return [
    work({ name: "seconds", ...TRAY }, idsOf(found.data), found.next_cursor !== null, "seconds"),
  ];
}

/** Holds whose silence, or whose end, somebody else is to decide about. */
async function holds(port: Port, { holds: may, me }: Rights): Promise<Work[]> {
  if (!may) return [];
  const states = ["requested", "releasing"] as const;
  const pages = await Promise.all(states.map((state) => listHolds(port, state, null)));
  const waiting = pages
    .flatMap(({ data }) => data)
    .filter((one) => askerOf(one) !== me && !names(one, me));
  return [work({ name: "holds", section: "holds", glyph: "box" }, idsOf(waiting))];
}

/** What people ask of what is kept about them, and what of it somebody else has weighed. */
async function asked(port: Port, rights: Rights): Promise<Work[]> {
  if (!rights.approves) return [];
  const { first, seconds, more } = await (await import("./asking.ts")).askedOf(port, rights);
  const at = { section: "data", glyph: "user" } as const;
  return [
    work({ name: "data", ...at }, idsOf(first), more),
    work({ name: "data_second", ...at }, idsOf(seconds), more),
  ];
}

/** Messages whose rule asks whether they go, and what of it somebody else wants to erase. */
async function ending(port: Port, rights: Rights): Promise<Work[]> {
  if (!rights.handles) return ended(port, rights);
  const { listRetentionAsks } = await import("../../../core/oversight/retention.ts");
  const [{ data, next_cursor: more }, second] = await Promise.all([
    listRetentionAsks(port, null, "open"),
    ended(port, rights),
  ]);
  return [work({ name: "retention", ...OVER }, idsOf(data), more !== null), ...second];
}

async function ended(port: Port, { approves, me }: Rights): Promise<Work[]> {
  if (!approves) return [];
  const { listRetentionAsks } = await import("../../../core/oversight/retention.ts");
  const { data, next_cursor: more } = await listRetentionAsks(port, null, "proposed");
  const others = idsOf(data.filter((one) => one.answered_by !== me));
  return [work({ name: "retention_second", ...OVER }, others, more !== null)];
}

/** Whatever waits for this person as the second one. */
export async function whatNeedsTwo(port: Port, rights: Rights): Promise<readonly Work[]> {
  const found = await Promise.all([
    grants(port, rights).then(({ works }) => works),
    seconds(port, rights),
    holds(port, rights),
    asked(port, rights),
    ended(port, rights),
    policies(port, rights),
  ]);
  return found.flat().filter(({ name, count }) => SECOND.includes(name) && count > 0);
}

/** Everything that waits, in the order of the sections. */
export async function whatWaits(port: Port, rights: Rights): Promise<Waiting> {
  const [granting, ...others] = await Promise.all([
    grants(port, rights),
    cases(port, rights),
    seconds(port, rights),
    holds(port, rights),
    asked(port, rights),
    ending(port, rights),
    policies(port, rights),
    watchers(port, rights),
  ]);
  const [reviewing = [], twice = [], ...rest] = others;
  const works = [...reviewing, ...twice, ...granting.works, ...rest.flat()];
  return { works, asked: granting.asked };
}
