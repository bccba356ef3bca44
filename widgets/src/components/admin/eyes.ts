/** Whose eyes, where and when: the address of a look back, and its moment in a field and in words. Pure. */
import type { Speech } from "../../base/speech.ts";
import type { Grant } from "../../generated/wire.ts";

/** What a link to a look back says; the moment is exact, as the server writes it. */
export interface Eyes {
  readonly grant: string;
  readonly conversation: string;
  readonly viewer: string;
  readonly at: string;
}

/** The item of the section of requests that leads there. */
export function itemOf({ grant, conversation, viewer, at }: Eyes): string {
  return [grant, conversation, viewer, at].map(encodeURIComponent).join("/");
}

/** What an item of the section of requests leads to besides its grant. */
export function eyesOf(item: string | null): Eyes | null {
  const parts = item?.split("/").map(plain) ?? [];
  if (parts.length !== 4) return null;
  const [grant, conversation, viewer, at] = parts as [string, string, string, string];
  return Number.isNaN(Date.parse(at)) ? null : { grant, conversation, viewer, at };
}

/** The grant that an item of the section of requests names. */
export function grantOf(item: string | null): string | null {
  return eyesOf(item)?.grant ?? item;
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a grant is for a place, and for what somebody wrote there at a moment. */
export function covers(
  grant: Grant,
  { conversation, viewer, at }: Omit<Eyes, "grant">,
  now: number,
): boolean {
  const { people = [], conversations = [] } = grant.scope;
  return (
    grant.state === "open" &&
    isBefore(now, grant.expires_at) &&
    conversations.includes(conversation) &&
    (people.length === 0 || people.includes(viewer)) &&
    isWithin(Date.parse(at), grant)
  );
}

/** Whether something was written within the dates of a grant. */
function isWithin(when: number, { scope: { since, until }, opened_at: opened }: Grant): boolean {
  const begun = !since || !isBefore(when, since);
  return begun && isBefore(when, until ?? opened);
}

/** Whether a moment comes before another; before none comes all. */
function isBefore(when: number, end: string | null | undefined): boolean {
  return !end || when < Date.parse(end);
}

const two = (value: number): string => String(value).padStart(2, "0");

/** A moment as a field of date and time has it: where the reader is, to the second. */
export function fieldOf(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${day}T${time}`;
}

/** The moment that a field of date and time names where the reader is; empty where it names none. */
export function momentOf(field: string): string {
  const date = new Date(field);
  return field && !Number.isNaN(date.getTime()) ? date.toISOString() : "";
}

/** A moment exactly, with its zone: two changes may lie within one second. */
export function exactly(at: string, { lang }: Speech): string {
  const moment = new Date(at);
  return new Intl.DateTimeFormat(lang, {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    ...(moment.getMilliseconds() > 0 ? { fractionalSecondDigits: 3 } : {}),
    timeZoneName: "short",
  }).format(moment);
}

/** The zone of the reader, as they set it. */
export function zone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
}
