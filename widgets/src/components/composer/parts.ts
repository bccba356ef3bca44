/** What stands round the text that is written: what it answers, and how much room is left. */
import { type TemplateResult, html } from "lit";

import type { LazyParts } from "../../base/lazy.ts";
import type { Speech } from "../../base/speech.ts";
import type { Port } from "../../core/port.ts";
import { icon } from "../../icons/icons.ts";
import type { Change } from "../tools/marks.ts";
import type { About } from "./drafts.ts";

/** What is answered or changed, and the way out of that. */
export function drawAbout(
  speech: Speech,
  { name, line }: About,
  editing: boolean,
  cancel: () => void,
): TemplateResult {
  const label = speech.t("action.cancel");
  return html`<div class="about" part="composer-about">
    ${icon(editing ? "edit" : "reply", 16)}
    <span class="clip"
      ><b>${speech.t(editing ? "composer.editing" : "composer.replying", { name })}</b
      ><span dir="auto">${line}</span></span
    >
    <button type="button" class="icon" aria-label=${label} title=${label} @click=${cancel}>
      ${icon("close", 16)}
    </button>
  </div>`;
}

/** How many characters are left, or too many. */
export function drawCounter(speech: Speech, left: number): TemplateResult {
  const over = left < 0;
  return html`<span class="count ${over ? "over" : ""}" role="status"
    >${speech.t(over ? "composer.over" : "composer.left", { count: Math.abs(left) })}</span
  >`;
}

/** Where one writes. */
interface Place {
  readonly speech: Speech;
  readonly port: Port | null;
}

/** What is advised about the words that are written; nobody but the author sees it. */
export function drawAdvice(
  lazy: LazyParts,
  { speech, port }: Place,
  text: string,
  area: () => HTMLTextAreaElement | null,
  change: (change: Change) => void,
): unknown {
  return lazy.quiet(
    "onrecord-advice",
    () =>
      html`<onrecord-advice
        exportparts="advice, popover"
        .speech=${speech}
        .port=${port}
        .text=${text}
        .area=${area}
        @change=${(event: CustomEvent<Change>) => change(event.detail)}
      ></onrecord-advice>`,
  );
}

/** In how many parts it leaves as a text to somebody outside, or why it does not. */
export function drawTexting(
  lazy: LazyParts,
  { speech, port }: Place,
  conversation: string,
  text: string,
  closed: (why: string) => void,
): unknown {
  return lazy.quiet(
    "onrecord-texting",
    () =>
      html`<onrecord-texting
        exportparts="texting, segments"
        .speech=${speech}
        .port=${port}
        .conversation=${conversation}
        .text=${text}
        @closed=${(event: CustomEvent<string>) => closed(event.detail)}
      ></onrecord-texting>`,
  );
}
