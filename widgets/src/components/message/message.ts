/** One message of the timeline: its bubble, its quoted reply, its state and its actions. */
import { type TemplateResult, html, nothing } from "lit";

import type { Speech, TextKey } from "../../base/speech.ts";
import type { ConversationKind, Message } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { personAvatar } from "../avatar/avatar.ts";
import { type Readers, body, parsed } from "../body/body.ts";
import { plainText } from "../../core/markdown.ts";
import type { Entry } from "../timeline/items.ts";

export type ActionName =
  "reply" | "edit" | "copy" | "versions" | "remove" | "retry" | "discard" | "goto";

/** What a message needs to know of the place it stands in. */
export interface Stage {
  readonly speech: Speech;
  readonly readers: Readers;
  readonly kind: ConversationKind;
  readonly moderates: boolean;
  /** The message that is replied to: null when it cannot be seen, undefined while it is fetched. */
  quoted(id: string): Message | null | undefined;
  act(name: ActionName, entry: Entry): void;
}

export interface Action {
  readonly name: ActionName;
  readonly glyph: IconName;
  readonly text: TextKey;
}

const ACTIONS: readonly Action[] = [
  { name: "reply", glyph: "reply", text: "action.reply" },
  { name: "edit", glyph: "edit", text: "action.edit" },
  { name: "copy", glyph: "copy", text: "action.copy" },
  { name: "versions", glyph: "history", text: "action.versions" },
  { name: "remove", glyph: "trash", text: "action.remove" },
];

/** What the reader may do with a message. */
export function actionsFor(entry: Entry, moderates: boolean): readonly Action[] {
  const { message } = entry;
  if (!message || message.state !== "active") return [];
  const allowed: Record<string, boolean> = {
    edit: entry.own,
    versions: message.version > 1,
    remove: entry.own || moderates,
  };
  return ACTIONS.filter(({ name }) => allowed[name] ?? true);
}

/** The text that "copy" copies: names instead of ids. */
export function copyText(text: string, readers: Readers): string {
  return text.replace(/<@([^\s<>]{1,128})>/g, (_, id: string) => `@${readers.name(id)}`);
}

/** Draw one message. */
export function drawMessage(entry: Entry, stage: Stage, focusable: boolean): TemplateResult {
  return html`<article
    class=${classes(entry)}
    part="message"
    data-key=${entry.key}
    tabindex=${focusable ? 0 : -1}
    aria-label=${spoken(entry, stage)}
  >
    <div class="side">${side(entry, stage)}</div>
    <div class="main">
      ${entry.first ? byline(entry, stage) : nothing}
      <div class="bubble-line">
        ${entry.text === null ? tombstone(entry, stage) : bubble(entry, stage)}
        ${toolbar(entry, stage)}
      </div>
      ${status(entry, stage)}
    </div>
  </article>`;
}

function classes({ own, first, last, pending }: Entry): string {
  const names = ["message", own ? "own" : "other", first && "first", last && "last"];
  return [...names, pending?.status].filter(Boolean).join(" ");
}

function side({ first, author, at }: Entry, { readers, speech }: Stage): TemplateResult {
  if (first) return personAvatar(author, readers.name(author));
  return html`<time class="hover-time" datetime=${at}>${speech.time(at)}</time>`;
}

function spoken(entry: Entry, stage: Stage): string {
  const name = stage.readers.name(entry.author);
  return stage.speech.t("message.label", { name, time: stage.speech.time(entry.at) });
}

function byline(entry: Entry, { speech, readers }: Stage): TemplateResult {
  const service = entry.message?.on_behalf_of?.replace(/^service:/, "");
  return html`<div class="byline">
    <bdi class="name" part="author">${readers.name(entry.author)}</bdi>
    ${service ? html`<span class="via">${via(service, speech)}</span>` : nothing}
    <time datetime=${entry.at} title=${speech.moment(entry.at)}>${speech.time(entry.at)}</time>
  </div>`;
}

/** The host itself has no name of its own: it is the app that everybody is in. */
function via(service: string, speech: Speech): string {
  return service === "host" ? speech.t("message.via_host") : speech.t("message.via", { service });
}

function bubble(entry: Entry, stage: Stage): TemplateResult {
  const edited = entry.message?.edited_at;
  return html`<div class="bubble" part=${entry.own ? "bubble bubble-own" : "bubble"}>
    ${entry.replyTo ? quote(entry, entry.replyTo, stage) : nothing}
    ${body(entry.text ?? "", stage.readers)}
    ${
      edited
        ? html`<button
            type="button"
            class="edited"
            title=${stage.speech.t("message.edited_at", { time: stage.speech.moment(edited) })}
            @click=${() => stage.act("versions", entry)}
          >
            ${stage.speech.t("message.edited")}
          </button>`
        : nothing
    }
  </div>`;
}

function quote(entry: Entry, id: string, stage: Stage): TemplateResult {
  const message = stage.quoted(id);
  const gone = message === null ? "message.unseen" : "message.removed";
  const line =
    message?.text != null
      ? plainText(parsed(message.text), (person) => stage.readers.name(person))
      : stage.speech.t(message === undefined ? "wait.message" : gone);
  return html`<button
    type="button"
    class="quote"
    part="quote"
    ?disabled=${!message}
    @click=${() => stage.act("goto", entry)}
  >
    ${message ? html`<bdi class="name">${stage.readers.name(message.author)}</bdi>` : nothing}
    <span class="clip" dir="auto">${line}</span>
  </button>`;
}

function tombstone(entry: Entry, stage: Stage): TemplateResult {
  const reason = entry.message?.removed_reason;
  return html`<div class="tombstone" part="tombstone">
    ${icon("trash", 16)}
    <span
      >${removalText(entry, stage)}${reason ? html` <q dir="auto">${reason}</q>` : nothing}</span
    >
  </div>`;
}

function removalText({ message, own }: Entry, { speech, readers }: Stage): string {
  if (!message || message.state === "erased") return speech.t("message.erased");
  const { removed_by: by, author } = message;
  if (by && by !== author) return speech.t("message.removed_by", { name: readers.name(by) });
  return speech.t(own ? "message.removed_own" : "message.removed_self");
}

function toolbar(entry: Entry, stage: Stage): TemplateResult | typeof nothing {
  const actions = actionsFor(entry, stage.moderates);
  if (actions.length === 0) return nothing;
  return html`<div
    class="tools"
    part="actions"
    role="toolbar"
    aria-label=${stage.speech.t("message.actions")}
  >
    ${actions.map(
      ({ name, glyph, text }) =>
        html`<button
          type="button"
          class="icon"
          aria-label=${stage.speech.t(text)}
          title=${stage.speech.t(text)}
          @click=${() => stage.act(name, entry)}
        >
          ${icon(glyph, 16)}
        </button>`,
    )}
  </div>`;
}

function status(entry: Entry, stage: Stage): TemplateResult | typeof nothing {
  const { pending, receipt } = entry;
  if (pending?.status === "failed") return failure(entry, stage);
  if (pending)
    return html`<div class="status" part="status">
      ${icon("clock", 16)}${stage.speech.t(`message.${pending.status}`)}
    </div>`;
  if (!receipt) return nothing;
  return html`<div class="status ${receipt.state}" part="status">
    ${icon(receipt.state === "sent" ? "check" : "checks", 16)}${receiptText(entry, stage)}
  </div>`;
}

function receiptText({ receipt }: Entry, { speech, readers, kind }: Stage): TemplateResult {
  if (receipt?.state !== "read") return html`${speech.t(`message.${receipt?.state ?? "sent"}`)}`;
  if (kind === "direct") return html`${speech.t("message.read")}`;
  const names = receipt.readBy.map((id) => readers.name(id));
  const text =
    names.length <= 2
      ? speech.t("message.read_by", { names: speech.names(names) })
      : speech.t("message.read_by_many", { name: names[0] ?? "", count: names.length - 1 });
  return html`<span title=${speech.names(names)}>${text}</span>`;
}

function failure(entry: Entry, { speech, act }: Stage): TemplateResult {
  const why = entry.pending?.problem?.detail;
  return html`<div class="status failed" part="status" role="alert">
    ${icon("alert", 16)}
    <span>${speech.t("message.failed")}${why ? html` <bdi>${why}</bdi>` : nothing}</span>
    <span class="choices">
      <button type="button" class="link" @click=${() => act("retry", entry)}>
        ${speech.t("action.retry")}
      </button>
      <button type="button" class="link" @click=${() => act("discard", entry)}>
        ${speech.t("action.discard")}
      </button>
    </span>
  </div>`;
}
