/** What an import says of itself, and who somebody in it is. Pure but for what is drawn. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { personName } from "../../../core/selectors.ts";
import type { ChatStore } from "../../../core/types.ts";
import type {
  Import,
  ImportFault,
  ImportFileKept,
  ImportPerson,
  ImportPreview,
  ImportRetention,
  Person,
} from "../../../generated/wire.ts";
import "../../people/people.ts";
import { note } from "../parts.ts";
import { nameOf } from "./formats.ts";

/** What becomes of the kept file: by which event it went, or until when it stays, and why. */
export function ofFile(one: Import, told: ImportRetention | null, speech: Speech): unknown {
  const said = one.file_erased_by === null ? becomes(one, told, speech) : [erased(one, speech)];
  return html`<div role="status">${said.map((line) => note("clock", line))}</div>`;
}

function becomes(one: Import, told: ImportRetention | null, speech: Speech): string[] {
  if (told === null || one.state === "running") return [];
  const { t, date } = speech;
  if (told.state === "goes") return [t("imports.goes")];
  const kept = told.kept.map((why) => keeping(why, speech));
  if (told.goes_at !== null) return [...kept, t("imports.goes_at", { date: date(told.goes_at) })];
  if (kept.length > 0) return kept;
  return [t(one.said > 0 ? "imports.stays.brought" : "imports.stays.nothing")];
}

function keeping({ because, basis, until }: ImportFileKept, { t, date }: Speech): string {
  return t(`imports.stays.${because}`, { basis: basis ?? "", date: until ? date(until) : "" });
}

/** Where what was said is now, or that nothing of it was brought. */
export function ended({ state, done, file_erased_by: gone }: Import, { t }: Speech): unknown {
  if (state === "done") return note("check", t("imports.where"));
  if (gone !== null) return nothing;
  return state === "cancelled" && done === 0 ? note("info", t("imports.discarded")) : nothing;
}

function erased({ file_erased_by: event }: Import, { t }: Speech): string {
  return t("imports.file_erased", { event: String(event) });
}

/** What the file is called; nothing is known of one that was erased. */
export function titleOf({ name, format, file_erased_by: gone }: Import): string {
  return gone === null ? name : nameOf(format);
}

/** From one day to another, which may be the same. */
export function days(first: string, last: string): string {
  return first === last ? first : `${first} – ${last}`;
}

/** Lines that nobody said but the program. */
export function ofItself({ notices }: ImportPreview, { t }: Speech): unknown {
  return notices > 0 ? note("info", t("imports.notices", { count: notices })) : nothing;
}

/** What of the file was not understood, and where it stands. */
export function unparsed(faults: readonly ImportFault[] | null, speech: Speech): unknown {
  if (!faults || faults.length === 0) return nothing;
  return html`<h4>${speech.t("imports.unparsed")}</h4>
    <ul>
      ${faults.map(
        ({ member, line, why }) =>
          html`<li>
            <bdi>${member}</bdi> ${speech.t("imports.line", { line: speech.number(line) })}:
            <span lang="en">${why}</span>
          </li>`,
      )}
    </ul>`;
}

/** Somebody in the file, and who they are here: nobody chosen is an outsider. */
export function whoField(
  { author, name, said, person_id: matched }: ImportPerson,
  chosen: string | undefined,
  store: ChatStore | undefined,
  speech: Speech,
  choose: (id: string) => void,
): TemplateResult {
  const shown = name && name !== author ? `${name} (${author})` : author;
  const known = chosen ?? matched ?? "";
  return html`<div class="labelled">
    <onrecord-people
      most="1"
      .label=${`${shown} · ${speech.t("imports.messages", { count: said })}`}
      .speech=${speech}
      .value=${known && store ? [somebody(store, known)] : []}
      .search=${(query: string) => store?.searchPeople(query) ?? Promise.resolve([])}
      @change=${({ detail }: CustomEvent<readonly Person[]>) => choose(detail[0]?.id ?? "")}
    ></onrecord-people>
  </div>`;
}

function somebody({ state }: ChatStore, id: string): Person {
  return { id, name: personName(state, id), status: "active", roles: [], attributes: {} };
}
