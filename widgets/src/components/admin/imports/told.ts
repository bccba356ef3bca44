/** What an import says of itself, and who somebody in it is. Pure but for what is drawn. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import { personName } from "../../../core/selectors.ts";
import type { ChatStore } from "../../../core/types.ts";
import type { Import, ImportPerson, ImportPreview, Person } from "../../../generated/wire.ts";
import "../../people/people.ts";
import { note } from "../parts.ts";

/** Where what was said is now, or that nothing of it was brought. */
export function ended({ state, done }: Import, { t }: Speech): unknown {
  if (state === "done") return note("check", t("imports.where"));
  return state === "cancelled" && done === 0 ? note("info", t("imports.discarded")) : nothing;
}

/** Lines that nobody said but the program. */
export function ofItself({ notices }: ImportPreview, { t }: Speech): unknown {
  return notices > 0 ? note("info", t("imports.notices", { count: notices })) : nothing;
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
