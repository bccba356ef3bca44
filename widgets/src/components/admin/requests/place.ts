/** What a conversation is called that one is not in: by its name where it is known, else by its kind. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { FoundPlace, Grant, GrantPlace } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { placeIcon } from "../../avatar/avatar.ts";

/** People that one line names. */
const NAMED = 3;

/** An id that nothing is known about: as much of it as tells it from others. */
export function shortId(id: string): string {
  return `${id.slice(0, 12)}…`;
}

export function placeName(place: GrantPlace | FoundPlace, { t }: Speech): string {
  const { kind, title, space } = place;
  if ("subject" in place && place.subject) return place.subject;
  if (!title) return t(`grants.kind.${kind}`);
  return space ? `${title} · ${space}` : title;
}

/** How many people are in it, and of which dates it is, as far as that was asked. */
export function placeAbout(place: GrantPlace | FoundPlace, speech: Speech): string {
  const people = speech.t("grants.place_people", { count: place.member_count });
  if (!("first_on" in place)) return people;
  return `${people} · ${days(place, speech)}`;
}

/** Noon, so that no clock of a reader makes another day of it. */
function days({ first_on: first, last_on: last }: FoundPlace, speech: Speech): string {
  const date = (day: string): string => speech.date(`${day}T12:00:00`);
  return first === last
    ? date(first)
    : speech.t("grants.place_days", { first: date(first), last: date(last) });
}

/** One conversation with its glyph; the whole id on its title. */
export function placeLine(
  place: GrantPlace | FoundPlace | undefined,
  id: string,
  speech: Speech,
): TemplateResult {
  if (!place) return html`<code dir="ltr" title=${id}>${shortId(id)}</code>`;
  return html`<span class="place-line" title=${id}
    >${icon(placeIcon(place.kind, null), 16)}<span
      ><bdi>${placeName(place, speech)}</bdi> <small>${placeAbout(place, speech)}</small></span
    ></span
  >`;
}

/** In one line, of whom and of where a grant is. */
export function scopeLine(
  { scope: { people = [], conversations = [] }, places }: Grant,
  speech: Speech,
  who: (id: string) => string,
): unknown {
  const named = people.slice(0, NAMED).map(who);
  const rest = people.length - named.length;
  const whose = rest > 0 ? [...named, speech.t("grants.more_people", { count: rest })] : named;
  const where = conversations.map((id) => {
    const place = places.find((one) => one.id === id);
    return place ? placeName(place, speech) : shortId(id);
  });
  const said = [speech.names(whose), counted(where, speech)].filter(Boolean);
  return said.length > 0 ? said.join(" · ") : nothing;
}

/** `Group, 2 × Between two`: what is called the same is counted. */
function counted(names: readonly string[], speech: Speech): string {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  const said = [...times].map(([name, count]) =>
    count === 1 ? name : `${speech.number(count)} × ${name}`,
  );
  return said.join(", ");
}
