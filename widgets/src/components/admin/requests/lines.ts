/** One message as it stood at a moment: in the version of then, or gone as it was. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../../base/speech.ts";
import type { Message, MessageThen } from "../../../generated/wire.ts";
import { icon } from "../../../icons/icons.ts";
import { personAvatar } from "../../avatar/avatar.ts";
import { body } from "../../body/body.ts";
import { badge, moment } from "../parts.ts";

type Named = (id: string) => string;

/** What was said, by whom as they were called then; below it what `more` draws. */
export function line(
  { message, gone_by: gone }: MessageThen,
  speech: Speech,
  named: Named,
  more: unknown = nothing,
): TemplateResult {
  const { t } = speech;
  const name = named(message.author);
  return html`<li class="one">
    ${personAvatar(message.author, name)}
    <div>
      <p class="by">
        <b dir="auto">${name}</b> ${moment(speech, message.created_at)}
        ${message.version > 1 ? badge("plain", t("grants.edited", { version: message.version })) : nothing}
        ${message.pinned ? badge("plain", t("grants.then_pinned")) : nothing}
      </p>
      ${message.state === "active" ? whole(message, speech, named) : lost(message, gone, speech, named)}
      ${more}
    </div>
  </li>`;
}

function whole(message: Message, speech: Speech, named: Named): unknown {
  return html`${body(message.text ?? "", { me: "", name: named })}
  ${message.attachments.map(
    ({ name }) => html`<p class="file">${icon("file", 16)}<bdi>${name}</bdi></p>`,
  )}
  ${reactions(message, speech)}`;
}

/** What was not there any more, as they saw it; of what was erased since, which event took it. */
function lost(message: Message, gone: number | null, speech: Speech, named: Named): unknown {
  const { removed_reason: why } = message;
  if (gone !== null) return mark(speech.t("grants.then_erased", { event: gone }));
  const quoted = why ? html` <q dir="auto">${why}</q>` : nothing;
  return mark(html`${removal(message, speech, named)}${quoted}`);
}

function mark(said: unknown): TemplateResult {
  return html`<p class="gone">${icon("trash", 16)}<span>${said}</span></p>`;
}

/** By whom; where a case decided so, it is told of no person. */
function removal({ removed_by: by, author }: Message, { t }: Speech, named: Named): string {
  if (by === author) return t("message.removed_self");
  if (by === null || by.startsWith("service:")) return t("message.removed");
  return t("message.removed_by", { name: named(by) });
}

function reactions({ reactions: all }: Message, speech: Speech): unknown {
  if (all.length === 0) return nothing;
  return html`<p class="marks">
    ${all.map(({ emoji, count, mine }) => {
      const said = `${emoji} ${speech.number(count)}`;
      return badge("plain", mine ? speech.t("grants.then_theirs", { reaction: said }) : said);
    })}
  </p>`;
}
