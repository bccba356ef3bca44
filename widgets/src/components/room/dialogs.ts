/** What opens over messages: their menu, the emoji, removal and earlier versions. */
import { type TemplateResult, html } from "lit";

import type { LazyParts } from "../../base/lazy.ts";
import { PARTS } from "../../base/parts.ts";
import type { Speech } from "../../base/speech.ts";
import type { ChatStore } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import type { Done } from "./acts.ts";

/** Draw those that were summoned; `act` is told what was chosen in the menu. */
export function drawDialogs(
  lazy: LazyParts,
  speech: Speech,
  store: ChatStore,
  act: (done: Done) => void,
): TemplateResult {
  const remove = (message: Message, reason: string): Promise<Message> =>
    store.remove(message, reason || undefined);
  return html`${lazy.dialog(
    "onrecord-menu",
    () =>
      html`<onrecord-menu
        exportparts=${PARTS}
        .speech=${speech}
        @act=${(e: CustomEvent<Done>) => act(e.detail)}
      ></onrecord-menu>`,
  )}
  ${lazy.dialog(
    "onrecord-emoji",
    () => html`<onrecord-emoji exportparts=${PARTS} .speech=${speech}></onrecord-emoji>`,
  )}
  ${lazy.dialog(
    "onrecord-confirm",
    () => html`<onrecord-confirm exportparts=${PARTS} .speech=${speech}></onrecord-confirm>`,
  )}
  ${drawSaying(lazy, speech)}
  ${lazy.dialog(
    "onrecord-removal",
    () =>
      html`<onrecord-removal
        exportparts=${PARTS}
        .speech=${speech}
        .perform=${remove}
      ></onrecord-removal>`,
  )}
  ${lazy.dialog(
    "onrecord-versions",
    () => html`<onrecord-versions exportparts=${PARTS} .speech=${speech}></onrecord-versions>`,
  )}`;
}

/** What is said to those who review. */
function drawSaying(lazy: LazyParts, speech: Speech): TemplateResult {
  return html`${lazy.dialog(
    "onrecord-report",
    () => html`<onrecord-report exportparts=${PARTS} .speech=${speech}></onrecord-report>`,
  )}
  ${lazy.dialog(
    "onrecord-dispute",
    () => html`<onrecord-dispute exportparts=${PARTS} .speech=${speech}></onrecord-dispute>`,
  )}`;
}
