/** One message of the timeline: its bubble, its quoted reply, its state and its actions. */
import { type TemplateResult, html, nothing } from "lit";

import { load } from "../../base/lazy.ts";
import { PARTS } from "../../base/parts.ts";
import type { Speech } from "../../base/speech.ts";
import type { ConversationKind, Message } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { personAvatar } from "../avatar/avatar.ts";
import { type Readers, body, namesMe, parsed } from "../body/body.ts";
import { plainText } from "../../core/markdown.ts";
import { isKept } from "../../core/judging/slice.ts";
import type { ChatStore } from "../../core/types.ts";
import type { Reacted } from "../reactions/reactions.component.ts";
import type { Entry } from "../timeline/items.ts";
import { type Abilities, type ActionName, type Detail, quickActions } from "./actions.ts";
import { flags } from "./flags.ts";
import { status } from "./status.ts";
import { withSubjects } from "./subjects.ts";
import { threadLine, threadOrigin } from "./thread.ts";

export type { ActionName } from "./actions.ts";

/** What a message needs to know of the place it stands in. */
export interface Stage {
  readonly speech: Speech;
  readonly readers: Readers;
  readonly kind: ConversationKind;
  readonly can: Abilities;
  /** The message that is replied to: null when it cannot be seen, undefined while it is fetched. */
  quoted(id: string): Message | null | undefined;
  act(name: ActionName, entry: Entry, detail?: Detail): void;
  /** Find out who reacted with an emoji. */
  who(entry: Entry, emoji: string): Promise<Reacted>;
  /** What is known of the host's objects, and how files are fetched; null where nothing is. */
  readonly store: ChatStore | null;
  /** What an announcement asks and how far it has come; nothing for other messages. */
  announced(entry: Entry): unknown;
}

/** The text that "copy" copies: names instead of ids. */
export function copyText(text: string, readers: Readers): string {
  return text
    .replace(
      /<@&([a-z][a-z0-9_:-]{0,39})>|<!(channel|here)>/g,
      (_, role, wide) => `@${role ?? wide}`,
    )
    .replace(/<@([^\s<>]{1,128})>/g, (_, id: string) => `@${readers.name(id)}`);
}

/** Draw one message. */
export function drawMessage(entry: Entry, stage: Stage, focusable: boolean): TemplateResult {
  return html`<article
    class=${classes(entry, stage)}
    part="message"
    data-key=${entry.key}
    tabindex=${focusable ? 0 : -1}
    aria-label=${spoken(entry, stage)}
  >
    <div class="side">${side(entry, stage)}</div>
    <div class="main">
      ${entry.first ? byline(entry, stage) : nothing} ${flags(entry, stage)}
      ${threadOrigin(entry, stage)}
      <div class="bubble-line">
        ${entry.text === null ? tombstone(entry, stage) : bubble(entry, stage)}
        ${toolbar(entry, stage)}
      </div>
      ${reactions(entry, stage)} ${threadLine(entry, stage)} ${status(entry, stage)}
      ${judged(entry, stage)} ${stage.announced(entry)}
    </div>
  </article>`;
}

function classes(entry: Entry, stage: Stage): string {
  const { own, first, last, pending } = entry;
  const names = ["message", own ? "own" : "other", first && "first", last && "last"];
  return [...names, pending?.status, marked(entry, stage)].filter(Boolean).join(" ");
}

/** What makes a message stand out: it names the reader, or it was kept back. */
function marked({ own, message }: Entry, { readers }: Stage): string {
  if (!message) return "";
  if (own) return isKept(message) ? "kept" : "";
  return namesMe(message, readers) ? "named" : "";
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
    ${priority(entry.message, speech)}
    <time datetime=${entry.at} title=${speech.moment(entry.at)}>${speech.time(entry.at)}</time>
  </div>`;
}

/** The mark of what is more than an ordinary message. */
function priority(message: Message | null, speech: Speech): TemplateResult | typeof nothing {
  const name = message?.priority ?? "normal";
  if (name === "normal") return nothing;
  return html`<span class="priority ${name}" part="priority"
    >${icon("alert", 16)}${speech.t(`priority.${name}`)}</span
  >`;
}

/** The host itself has no name of its own: it is the app that everybody is in. */
function via(service: string, speech: Speech): string {
  return service === "host" ? speech.t("message.via_host") : speech.t("message.via", { service });
}

function bubble(entry: Entry, stage: Stage): TemplateResult {
  const edited = entry.message?.edited_at;
  return html`<div class="bubble" part=${entry.own ? "bubble bubble-own" : "bubble"}>
    ${entry.replyTo ? quote(entry, entry.replyTo, stage) : nothing}
    ${entry.text ? body(entry.text, withSubjects(stage)) : nothing} ${files(entry, stage)}
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

function files({ message }: Entry, stage: Stage): TemplateResult | typeof nothing {
  if (!message || message.attachments.length === 0) return nothing;
  void load("onrecord-files").catch(() => undefined);
  return html`<onrecord-files
    exportparts=${PARTS}
    .speech=${stage.speech}
    .files=${message.attachments}
    .around=${() => stage.store?.state.conversations[message.conversation_id]?.timeline?.messages}
    .port=${stage.store?.port ?? null}
  ></onrecord-files>`;
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

/** Who removed it where a case decided so: never a person. */
const OVERSIGHT = "service:oversight";

/** What the policy is called that its rule is in. */
function ruleBook({ store, speech }: Stage): string {
  return store?.state.policy?.reading?.title ?? speech.t("message.rules");
}

function removalText({ message, own }: Entry, stage: Stage): string {
  const { speech, readers } = stage;
  if (!message || message.state === "erased") return speech.t("message.erased");
  const { removed_by: by, author } = message;
  if (by === OVERSIGHT) return speech.t("message.removed_rule", { title: ruleBook(stage) });
  if (by && by !== author) return speech.t("message.removed_by", { name: readers.name(by) });
  return speech.t(own ? "message.removed_own" : "message.removed_self");
}

function toolbar(entry: Entry, stage: Stage): TemplateResult | typeof nothing {
  const actions = quickActions(entry, stage.can);
  if (entry.message?.state !== "active") return nothing;
  const more = { name: "more", glyph: "more", text: "action.more" } as const;
  return html`<div
    class="tools"
    part="actions"
    role="toolbar"
    aria-label=${stage.speech.t("message.actions")}
  >
    ${[...actions, more].map(
      ({ name, glyph, text }) =>
        html`<button
          type="button"
          class="icon"
          aria-label=${stage.speech.t(text)}
          title=${stage.speech.t(text)}
          @click=${(event: Event) =>
            stage.act(name, entry, { anchor: event.currentTarget as Element })}
        >
          ${icon(glyph, 16)}
        </button>`,
    )}
  </div>`;
}

/** What a rule made of a message of one's own. */
function judged(entry: Entry, stage: Stage): TemplateResult | typeof nothing {
  const found = entry.message?.judged || entry.text?.includes("▮");
  if (!entry.own || !entry.message || !found) return nothing;
  void load("onrecord-judged").catch(() => undefined);
  return html`<onrecord-judged
    exportparts=${PARTS}
    .speech=${stage.speech}
    .store=${stage.store}
    .message=${entry.message}
    @act=${(event: CustomEvent<ActionName>) => stage.act(event.detail, entry)}
  ></onrecord-judged>`;
}

function reactions(entry: Entry, stage: Stage): TemplateResult | typeof nothing {
  const { message } = entry;
  if (!message || message.reactions.length === 0 || message.state !== "active") return nothing;
  void load("onrecord-reactions").catch(() => undefined);
  return html`<onrecord-reactions
    exportparts=${PARTS}
    .speech=${stage.speech}
    .reactions=${message.reactions}
    .open=${stage.can.writes}
    .who=${(emoji: string) => stage.who(entry, emoji)}
    @toggle=${(event: CustomEvent<string>) => stage.act("react", entry, { emoji: event.detail })}
    @pick=${(event: CustomEvent<Element>) => stage.act("react", entry, { anchor: event.detail })}
  ></onrecord-reactions>`;
}
