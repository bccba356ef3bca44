/** What waits for somebody, counted from what they may see: each kind of work asks for its own. */
import { listGrants } from "../../../core/oversight/grants.ts";
import type { Port } from "../../../core/port.ts";
import type { Grant } from "../../../generated/wire.ts";
import type { IconName } from "../../../icons/icons.ts";
import { type Rights, decides } from "../rights.ts";
import type { SectionName } from "../ways.ts";

/** One kind of work; `more` says that there may be more than was counted. */
export interface Work {
  readonly name: "decide" | "review";
  readonly section: SectionName;
  readonly glyph: IconName;
  readonly count: number;
  readonly more: boolean;
  /** The thing itself, where it is one. */
  readonly item: string | null;
}

type Kind = Omit<Work, "count" | "more" | "item">;

function work(kind: Kind, ids: readonly string[], more = false): Work {
  return { ...kind, count: ids.length, more, item: ids.length === 1 ? (ids[0] ?? null) : null };
}

async function grants(port: Port, rights: Rights): Promise<Work[]> {
  if (!rights.approves && !rights.audits && rights.opens.length === 0) return [];
  const [asked, all] = await Promise.all([
    listGrants(port, "requested", null),
    listGrants(port, null, null),
  ]);
  const mine = asked.data.filter((one) => waitsFor(one, rights));
  const reviews = all.data.filter(
    (one) => one.review_due && !one.reviewed_by && mayReview(one, rights),
  );
  const at = { section: "requests", glyph: "key" } as const;
  return [
    work({ name: "decide", ...at }, idsOf(mine), asked.next_cursor !== null),
    work({ name: "review", ...at }, idsOf(reviews)),
  ];
}

function waitsFor({ requester, approvals, trigger }: Grant, rights: Rights): boolean {
  const done = approvals.some(({ person_id: id }) => id === rights.me);
  return requester !== rights.me && !done && decides(rights, trigger);
}

function mayReview({ requester }: Grant, { approves, me }: Rights): boolean {
  return approves && requester !== me;
}

function idsOf(some: readonly { readonly id: string }[]): string[] {
  return some.map(({ id }) => id);
}

/** Everything that waits, in the order of the sections. */
export async function whatWaits(port: Port, rights: Rights): Promise<Work[]> {
  return (await Promise.all([grants(port, rights)])).flat();
}
