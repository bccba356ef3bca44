/** What a message says of the thread that hangs on it, or that it is in. */
import { type TemplateResult, html, nothing } from "lit";

import { plainText } from "../../core/markdown.ts";
import type { ThreadSummary } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { personAvatar } from "../avatar/avatar.ts";
import { parsed } from "../body/body.ts";
import type { Entry } from "../timeline/items.ts";
import type { Stage } from "./message.ts";

const FACES = 3;
const CAP = 99;

/** The replies to a message: whose, how many, the latest when, and whether some are new. */
export function threadLine(entry: Entry, stage: Stage): TemplateResult | typeof nothing {
  const thread = entry.message?.thread;
  if (!thread || thread.replies === 0 || stage.can.inThread) return nothing;
  return html`<button
    type="button"
    class="thread ${thread.unread > 0 ? "unread" : ""}"
    part="thread"
    @click=${() => stage.act("thread", entry)}
  >
    <span class="faces"
      >${thread.people.slice(0, FACES).map((id) => personAvatar(id, stage.readers.name(id)))}</span
    >
    ${words(thread, stage)}
  </button>`;
}

function words({ replies, unread, last_at: at }: ThreadSummary, { speech }: Stage): unknown {
  const count = replies > CAP ? `${CAP}+` : null;
  const said = count
    ? speech.t("thread.replies_many", { number: count })
    : speech.t("thread.replies", { count: replies });
  return html`<span class="count">${said}</span>
    <time class="last" datetime=${at} title=${speech.moment(at)}
      >${speech.t("thread.last", { time: speech.brief(at) })}</time
    >
    ${
      unread > 0
        ? html`<i class="new-dot"></i><span class="sr">${speech.t("thread.unread")}</span>`
        : nothing
    }`;
}

/** A reply that shows in the conversation as well says what it answers. */
export function threadOrigin(entry: Entry, stage: Stage): TemplateResult | typeof nothing {
  const root = entry.message?.thread_id ?? entry.pending?.options.thread_id;
  if (!root || stage.can.inThread) return nothing;
  const message = stage.quoted(root);
  const line = message?.text
    ? plainText(parsed(message.text), (id) => stage.readers.name(id))
    : stage.speech.t("thread.message");
  return html`<button
    type="button"
    class="origin"
    part="thread-origin"
    @click=${() => stage.act("thread", entry)}
  >
    ${icon("thread", 16)}<span class="clip"
      >${stage.speech.t("thread.replied")} <b dir="auto">${line}</b></span
    >
  </button>`;
}
