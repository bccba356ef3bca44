/** What stands between the messages: days, the unread line, quiet notices, the beginning. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech } from "../../base/speech.ts";
import { plainText } from "../../core/markdown.ts";
import type { ConversationState, Notice } from "../../core/types.ts";
import { type Readers, parsed } from "../body/body.ts";
import type { Entry } from "./items.ts";

const SPOKEN = 300;

export function drawDay(at: string, speech: Speech): TemplateResult {
  return html`<div class="divider" part="day">
    <time datetime=${at.slice(0, 10)}>${speech.day(at)}</time>
  </div>`;
}

export function drawReplies(count: number, speech: Speech): TemplateResult {
  return html`<div class="divider replies" part="day">
    ${speech.t("thread.replies", { count })}
  </div>`;
}

export function drawUnread(speech: Speech): TemplateResult {
  return html`<div class="divider news" part="unread-line" role="separator">
    ${speech.t("timeline.unread_line")}
  </div>`;
}

/** The words of a notice: who did what. */
export function noticeText(notice: Notice, readers: Readers, speech: Speech): string {
  const name = readers.name(notice.actor);
  const people = speech.names(notice.people.map((id) => readers.name(id)));
  const value =
    notice.kind === "role" ? speech.t(`role.${notice.value as "member"}`) : notice.value;
  const joined = notice.kind === "added" && notice.people.every((id) => id === notice.actor);
  return speech.t(joined ? "notice.joined" : `notice.${notice.kind}`, { name, people, value });
}

export function drawNotice(notice: Notice, readers: Readers, speech: Speech): TemplateResult {
  return html`<p class="notice" part="notice" title=${speech.moment(notice.at)}>
    ${noticeText(notice, readers, speech)}
  </p>`;
}

/** The first thing in a conversation: what it is and what to do in it. */
export function beginning(
  conversation: ConversationState | null,
  heading: string,
  speech: Speech,
): TemplateResult | typeof nothing {
  if (!conversation) return nothing;
  const { kind, history_from: from, last_message: last } = conversation.info;
  const empty = !last && conversation.pending.length === 0;
  return html`<div class="begin" part="beginning">
    <h3><bdi>${heading}</bdi></h3>
    <p>${speech.t(from > 0 ? "timeline.begins_for_you" : `timeline.begins_${kind}`)}</p>
    ${empty ? html`<p>${speech.t("timeline.empty_next")}</p>` : nothing}
  </div>`;
}

/** What a screen reader says when a message arrives. */
export function announcement(entry: Entry, readers: Readers, speech: Speech): string {
  const plain = plainText(parsed(entry.text ?? ""), (id) => readers.name(id));
  const name = readers.name(entry.author);
  return speech.t("timeline.arrived", { name, text: plain.slice(0, SPOKEN) });
}
