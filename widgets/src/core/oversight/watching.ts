/** What those who audit, and everybody, may know of oversight in numbers; see `core/port.ts`. */
import type {
  DrawnSamples,
  FreezePerson,
  FreezeStanding,
  OversightDays,
  Page,
  PersonStanding,
  Proof,
  ReviewersWatch,
  Sample,
  SampleMessages,
  SearchTrail,
  SessionsEnded,
  StandingState,
  Trail,
  TransparencyQuarter,
  TransparencyReport,
} from "../../generated/wire.ts";
import type { Port } from "../port.ts";
import { addRoutes } from "../routes.ts";

addRoutes({
  "record.search": ["POST", "/record/search"],
  "samples.list": ["GET", "/samples"],
  "samples.draw": ["POST", "/samples/drawing"],
  "samples.messages": ["GET", "/samples/{sample_id}/messages"],
  "watch.days": ["GET", "/watch/days"],
  "watch.reviewers": ["GET", "/watch/reviewers"],
  "transparency.list": ["GET", "/transparency"],
  "transparency.get": ["GET", "/transparency/{quarter}"],
  "people.standings": ["GET", "/standings"],
  "people.freeze": ["POST", "/people/{person_id}/freeze"],
  "people.unfreeze": ["POST", "/people/{person_id}/unfreeze"],
  "people.end_sessions": ["POST", "/people/{person_id}/sign-out"],
  "record.proof": ["GET", "/record/proofs/{position}"],
});

const paged = (cursor: string | null): { limit: number; cursor?: string } => ({
  limit: 50,
  ...(cursor === null ? {} : { cursor }),
});

export function listSamples(port: Port, cursor: string | null): Promise<Page<Sample>> {
  return port.call("samples.list", paged(cursor));
}

/** Draw what is due and begin what is to begin; nothing before its time. */
export function drawSamples(port: Port): Promise<DrawnSamples> {
  return port.create("samples.draw", {});
}

/** A part of the ids that a sample was drawn from. */
export function sampleMessages(
  port: Port,
  sample_id: string,
  cursor: string | null,
): Promise<SampleMessages> {
  return port.call("samples.messages", { sample_id, ...(cursor === null ? {} : { cursor }) });
}

/** What each reviewer did in the last 30 days; hours of work are those of who asks. */
export function watchReviewers(port: Port): Promise<ReviewersWatch> {
  return port.call("watch.reviewers", { utc_offset: -new Date().getTimezoneOffset() });
}

export async function listQuarters(port: Port): Promise<TransparencyQuarter[]> {
  return (await port.call("transparency.list", {})).data;
}

export function fetchQuarter(port: Port, quarter: string): Promise<TransparencyReport> {
  return port.call("transparency.get", { quarter });
}

export interface StandingsAsked {
  readonly query: string;
  readonly state: StandingState;
}

/** How it is with people, by name. */
export function listStandings(
  port: Port,
  { query, state }: StandingsAsked,
  cursor: string | null,
): Promise<Page<PersonStanding>> {
  return port.call("people.standings", { query, state, ...paged(cursor) });
}

/** How it is with one person; null where there is nobody. */
export async function fetchStanding(port: Port, id: string): Promise<PersonStanding | null> {
  const { data } = await port.call("people.standings", { ids: [id] });
  return data[0] ?? null;
}

export function freezePerson(port: Port, asked: FreezePerson): Promise<FreezeStanding> {
  return port.create("people.freeze", asked);
}

export function unfreezePerson(port: Port, person_id: string): Promise<FreezeStanding> {
  return port.create("people.unfreeze", { person_id });
}

/** Close what is open as a person; tokens from before count no more. */
export function endSessions(
  port: Port,
  person_id: string,
  reason_code: string,
): Promise<SessionsEnded> {
  return port.create("people.end_sessions", { person_id, reason_code });
}

export function fetchProof(port: Port, position: number): Promise<Proof> {
  return port.call("record.proof", { position });
}

export type TrailAsked = Omit<SearchTrail, "before" | "limit">;

/** Search what oversight did, the newest first; that it was searched is on the record. */
export function searchTrail(port: Port, asked: TrailAsked, before: number | null): Promise<Trail> {
  const older = before === null ? {} : { before };
  return port.call("record.search", { ...asked, ...older });
}

/** How much was written, found and decided on each of the last 30 days of who asks. */
export function watchDays(port: Port): Promise<OversightDays> {
  return port.call("watch.days", { utc_offset: -new Date().getTimezoneOffset() });
}
