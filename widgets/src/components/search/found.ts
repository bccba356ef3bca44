/** One message that was found, as a line of the list: its words in pieces, always as text. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../base/speech.ts";
import { personName, withTitles } from "../../core/selectors.ts";
import type { ChatState } from "../../core/types.ts";
import type { SearchHit } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { personAvatar } from "../avatar/avatar.ts";

export interface Found {
  readonly hit: SearchHit;
  readonly state: ChatState;
  readonly speech: Speech;
  /** The conversation's name; `null` where all are of one conversation. */
  readonly where: string | null;
  open(): void;
}

const NAMED = /<@([^\s<>&!]{1,128})>/gu;

export function found({ hit, state, speech, where, open }: Found): TemplateResult {
  const name = personName(state, hit.author);
  return html`<li class="excerpt">
    <button type="button" class="to" part="row" data-id=${hit.message_id} @click=${open}>
      ${personAvatar(hit.author, name)}
      <span class="says">
        <span class="by"
          ><bdi class="name">${name}</bdi>
          <time datetime=${hit.created_at} title=${speech.moment(hit.created_at)}
            >${speech.brief(hit.created_at)}</time
          ></span
        >
        ${about(hit, speech, where)}
        <span class="words" dir="auto">${hit.excerpt.map((one) => piece(state, one))}</span>
        ${(hit.attachments ?? []).map((file) => {
          return html`<span class="file"
            >${icon("file", 16)}<bdi class="clip">${file.name}</bdi></span
          >`;
        })}
      </span>
    </button>
  </li>`;
}

function about(hit: SearchHit, speech: Speech, where: string | null): unknown {
  const thread = hit.thread_id ? speech.t("search.in_thread") : "";
  if (!where && !thread) return nothing;
  return html`<span class="place"
    >${where ? html`<bdi>${where}</bdi>` : nothing}${where && thread ? " · " : ""}${thread}</span
  >`;
}

/** A piece of the text; people and objects named in it by their ids are shown by their names. */
function piece(state: ChatState, { text, hit }: SearchHit["excerpt"][number]): unknown {
  const named = text.replace(NAMED, (_, id: string) => `@${personName(state, id)}`);
  const shown = withTitles(state, named);
  return hit ? html`<mark part="hit">${shown}</mark>` : shown;
}
