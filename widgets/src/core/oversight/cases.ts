/** What can be done about cases; see `core/port.ts`. */
import type {
  Case,
  CaseEntry,
  CaseHistory,
  CaseRequest,
  DecideAppeal,
  DecideCase,
  ListCases,
  OpenedCase,
  Page,
  Revealed,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "cases.list": ["GET", "/cases"],
  "cases.get": ["GET", "/cases/{case_id}"],
  "cases.open": ["POST", "/cases/{case_id}/opening"],
  "cases.decide": ["POST", "/cases/{case_id}/decision"],
  "cases.assign": ["POST", "/cases/{case_id}/assignment"],
  "cases.note": ["POST", "/cases/{case_id}/notes"],
  "cases.escalate": ["POST", "/cases/{case_id}/escalation"],
  "cases.widen": ["POST", "/cases/{case_id}/widening"],
  "cases.request_reveal": ["POST", "/cases/{case_id}/reveal"],
  "cases.approve": ["POST", "/cases/{case_id}/approval"],
  "cases.deny": ["POST", "/cases/{case_id}/denial"],
  "cases.history": ["GET", "/cases/{case_id}/history"],
  "appeals.decide": ["POST", "/appeals/{appeal_id}/decision"],
});

const PAGE = 50;

/** A page of what is to be reviewed, the gravest first. */
export function listCases(
  port: Port,
  only: Pick<ListCases, "state" | "mine" | "overdue" | "appeals" | "seconds">,
  cursor: string | null,
): Promise<Page<Case>> {
  const more = cursor === null ? {} : { cursor };
  return port.call("cases.list", { limit: PAGE, ...only, ...more });
}

export function fetchCase(port: Port, case_id: string): Promise<Case> {
  return port.call("cases.get", { case_id });
}

/** Look at it: the look is on the record. */
export function openCase(port: Port, case_id: string): Promise<OpenedCase> {
  return port.call("cases.open", { case_id });
}

export function decideCase(port: Port, decision: DecideCase): Promise<Case> {
  return port.create("cases.decide", decision);
}

/** Give it to somebody, or, with nobody, back to the queue. */
export function assignCase(
  port: Port,
  { id, version }: Case,
  person: string | null,
): Promise<Case> {
  return port.create("cases.assign", { case_id: id, version, person_id: person });
}

export function noteCase(port: Port, { id }: Case, text: string): Promise<Case> {
  return port.create("cases.note", { case_id: id, text });
}

export function escalateCase(port: Port, { id, version }: Case, reason: string): Promise<Case> {
  return port.create("cases.escalate", { case_id: id, version, reason });
}

export function widenCase(port: Port, { id }: Case, each: number, reason: string): Promise<Case> {
  return port.create("cases.widen", { case_id: id, before: each, after: each, reason });
}

export function revealCase(
  port: Port,
  { id }: Case,
  whom: Revealed,
  reason: string,
): Promise<Case> {
  return port.create("cases.request_reveal", { case_id: id, whom, reason });
}

/** Approve exactly what another reviewer asked. */
export function approveAsked(port: Port, { id }: Case, asked: CaseRequest): Promise<Case> {
  return port.create("cases.approve", { case_id: id, request_id: asked.id, hash: asked.hash });
}

export function denyAsked(
  port: Port,
  { id }: Case,
  asked: CaseRequest,
  reason: string,
): Promise<Case> {
  return port.create("cases.deny", { case_id: id, request_id: asked.id, reason });
}

/** All that happened to a case, page by page. */
export async function caseHistory(port: Port, case_id: string): Promise<CaseEntry[]> {
  const found: CaseEntry[] = [];
  let cursor: string | null | undefined;
  do {
    const asked = cursor ? { case_id, cursor } : { case_id };
    const page: CaseHistory = await port.call("cases.history", asked);
    found.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor);
  return found;
}

/** Decide what its author says against it; answers what the case is then. */
export async function decideAppeal(
  port: Port,
  { id }: Case,
  decision: DecideAppeal,
): Promise<Case> {
  await port.create("appeals.decide", decision);
  return fetchCase(port, id);
}
