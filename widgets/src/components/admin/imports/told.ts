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
import { fact, hash, moment, note } from "../parts.ts";
import type { Fate } from "./fate.ts";
import { nameOf } from "./formats.ts";

/** What becomes of the kept file: by which event it went, or until when it stays, and why. */
export function ofFile(one: Import, fate: Fate, speech: Speech, again: () => void): unknown {
  if (fate.failed) return untold(fate.failed, speech, again);
  const { told } = fate;
  const said = told === null || one.state === "running" ? [] : becomes(one, told, speech);
  const gone = (told?.file_erased_by ?? null) !== null;
  return html`<div class="column" role="status">
    ${said.map((line, at) => note(gone && at === 0 ? "trash" : "clock", line))}
  </div>`;
}

function untold(why: string, { t }: Speech, again: () => void): TemplateResult {
  return html`<div role="status">${note("alert", t("imports.untold", { why }))}</div>
    <div class="acts">
      <button type="button" class="button" @click=${again}>${t("action.retry")}</button>
    </div>`;
}

/** From the first event on that erased something of it nothing is read of it; the rest may have to stay. */
function becomes(one: Import, told: ImportRetention, speech: Speech): string[] {
  const { t } = speech;
  const event = String(told.file_erased_by);
  if (told.state === "erased") return [t("imports.file_erased", { event })];
  if (told.file_erased_by === null) return stays(one, told, t("imports.whole"), speech);
  return [
    t("imports.file_erased_partly", { event }),
    ...stays(one, told, t("imports.rest"), speech),
  ];
}

/** What becomes of what is there: the whole file, or the rest of it. */
function stays(one: Import, told: ImportRetention, what: string, speech: Speech): string[] {
  const { t, date } = speech;
  if (told.state === "goes") return [t("imports.goes", { what })];
  const kept = told.kept.map((why) => keeping(why, what, speech));
  if (told.goes_at !== null)
    return [...kept, t("imports.goes_at", { what, date: date(told.goes_at) })];
  if (kept.length > 0) return kept;
  return [t(one.said > 0 ? "imports.stays.brought" : "imports.stays.nothing", { what })];
}

function keeping(kept: ImportFileKept, what: string, { t, date }: Speech): string {
  const { because, basis, until } = kept;
  const how = { what, basis: basis ?? "", date: until ? date(until) : "" };
  return t(`imports.stays.${because}`, how);
}

/** Where what was said is now, or that nothing of it was brought. */
export function ended({ state, done, file_erased_by: gone }: Import, { t }: Speech): unknown {
  if (state === "done") return note("check", t("imports.where"));
  if (gone !== null) return nothing;
  return state === "cancelled" && done === 0 ? note("info", t("imports.discarded")) : nothing;
}

/** What an import is about, in facts. */
export function facts(one: Import, speech: Speech): TemplateResult {
  const { t } = speech;
  return html`<dl class="card wide">
    ${fact(t("imports.format"), nameOf(one.format))}
    ${fact(t("imports.kept_at"), moment(speech, one.created_at))}
    ${one.sha256 ? fact("SHA-256", hash(one.sha256)) : nothing}
    ${one.tz ? fact(t("imports.tz"), one.tz) : nothing}
    ${one.state === "kept" ? nothing : counts(one, speech)}
  </dl>`;
}

function counts({ said, held, unparsed }: Import, { t, number }: Speech): TemplateResult {
  return html`${fact(t("imports.said"), number(said))} ${fact(t("imports.held"), number(held))}
  ${fact(t("imports.unparsed"), number(unparsed))}`;
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
