/** What can be done about grants, and what an open one lets one read; see `core/port.ts`. */
import type {
  AsOf,
  FindPlaces,
  FoundPlaces,
  Grant,
  GrantedConversations,
  GrantedHits,
  GrantedPage,
  GrantState,
  Page,
  RequestGrant,
  ShowGrantedAsOf,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "grants.request": ["POST", "/grants"],
  "grants.find": ["POST", "/grants/places"],
  "grants.list": ["GET", "/grants"],
  "grants.get": ["GET", "/grants/{grant_id}"],
  "grants.approve": ["POST", "/grants/{grant_id}/approvals"],
  "grants.deny": ["POST", "/grants/{grant_id}/denial"],
  "grants.close": ["POST", "/grants/{grant_id}/closing"],
  "grants.review": ["POST", "/grants/{grant_id}/review"],
  "grants.conversations": ["POST", "/grants/{grant_id}/conversations"],
  "grants.messages": ["POST", "/grants/{grant_id}/messages"],
  "grants.as_of": ["POST", "/grants/{grant_id}/as_of"],
  "grants.search": ["POST", "/grants/{grant_id}/search"],
});

const PAGE = 50;

/** A page of grants, the latest first: of one state, or of all. */
export function listGrants(
  port: Port,
  state: GrantState | null,
  cursor: string | null,
): Promise<Page<Grant>> {
  const only = state === null ? {} : { state };
  const more = cursor === null ? {} : { cursor };
  return port.call("grants.list", { limit: PAGE, ...only, ...more });
}

export function fetchGrant(port: Port, grant_id: string): Promise<Grant> {
  return port.call("grants.get", { grant_id });
}

/** What may be asked for, by its outside; looking for it is on the record. */
export function findPlaces(port: Port, asked: FindPlaces): Promise<FoundPlaces> {
  return port.call("grants.find", asked);
}

export function requestGrant(port: Port, asked: RequestGrant): Promise<Grant> {
  return port.create("grants.request", asked);
}

/** Approve exactly the scope that was read. */
export function approveGrant(port: Port, { id, scope_hash }: Grant): Promise<Grant> {
  return port.create("grants.approve", { grant_id: id, scope_hash });
}

export function denyGrant(port: Port, { id }: Grant, reason: string): Promise<Grant> {
  return port.create("grants.deny", { grant_id: id, reason });
}

export function closeGrant(port: Port, { id }: Grant, reason: string): Promise<Grant> {
  return port.create("grants.close", { grant_id: id, reason });
}

export function reviewGrant(port: Port, { id }: Grant, finding: string): Promise<Grant> {
  return port.create("grants.review", { grant_id: id, finding });
}

/** Which conversations a grant opens; asking is on the record. */
export function listGranted(port: Port, grant_id: string): Promise<GrantedConversations> {
  return port.call("grants.conversations", { grant_id });
}

/** Messages of one of them, the newest first; reading is on the record. */
export function readGranted(
  port: Port,
  grant_id: string,
  conversation_id: string,
  before: number | null,
): Promise<GrantedPage> {
  const older = before === null ? {} : { before };
  return port.call("grants.messages", { grant_id, conversation_id, limit: PAGE, ...older });
}

/** Look for words in what a grant opens, the newest first; it is on the record, found or not. */
export function searchGranted(
  port: Port,
  grant_id: string,
  query: string,
  before: number | null,
): Promise<GrantedHits> {
  const older = before === null ? {} : { before };
  const utc_offset = -new Date().getTimezoneOffset();
  return port.call("grants.search", { grant_id, query, utc_offset, ...older });
}

/** A conversation as somebody saw it at a moment; each look is on the record. */
export function showThen(port: Port, asked: ShowGrantedAsOf): Promise<AsOf> {
  return port.call("grants.as_of", { limit: PAGE, ...asked });
}

/** One's own open grants, however many others one may decide about. */
export async function ownOpen(port: Port, me: string): Promise<Grant[]> {
  const found: Grant[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Grant> = await listGrants(port, "open", cursor);
    found.push(...page.data.filter(({ requester }) => requester === me));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}
