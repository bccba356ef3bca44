/** What stands in place of a composer until the policy is acknowledged. */
import { html } from "lit";

import type { LazyParts } from "../../base/lazy.ts";
import { PARTS } from "../../base/parts.ts";
import type { Speech, TextKey } from "../../base/speech.ts";
import { pauseOf } from "../../core/conversations.ts";
import { asksFirst } from "../../core/policy/slice.ts";
import type { OnrecordComposer } from "../composer/composer.component.ts";
import type { ChatState, ChatStore, ConversationState, Draft } from "../../core/types.ts";

const TAG = "onrecord-acknowledgement";

/** Where one writes. */
interface Place {
  readonly speech: Speech;
  readonly store: ChatStore | null;
  readonly state: ChatState | null;
}

/** Whether it stands there: the composer stays until what takes its place has come. */
export function asksHere(lazy: LazyParts, { state }: Place, at: ConversationState | null): boolean {
  return state !== null && at !== null && asksFirst(state, at.info) && lazy.stands(TAG);
}

/** Where one writes, or what stands in its place. */
export function writingIn(root: HTMLElement | DocumentFragment): OnrecordComposer | null {
  return root.querySelector(`${TAG}, onrecord-composer`);
}

/** Until when one is kept from writing, and why; empty where one is not. */
export function frozenText({ t, moment }: Speech, state: ChatState | null): string {
  const freeze = state?.freeze;
  if (!freeze) return "";
  const key = `report.reason_${freeze.reason_code}` as TextKey;
  const plain = (freeze.trigger ?? freeze.reason_code ?? "").replaceAll(/[_-]/g, " ");
  // Those words come with what is loaded later; until then the code stands there.
  const reason = freeze.trigger || t(key) === key ? plain : t(key);
  return t("composer.closed_frozen", { time: moment(freeze.ends_at), reason });
}

/** Where who is frozen reads more of it, and asks that somebody else decides. */
export function frozenWay({ speech, state }: Omit<Place, "store">, go: () => void): unknown {
  if (!state?.freeze) return "";
  return html`<button type="button" class="way" @click=${go}>
    ${speech.t("list.about_you")}
  </button>`;
}

/** How long one waits between two messages here; nothing for who leads it, and where nobody does. */
export function pace(lazy: LazyParts, { speech, state }: Place, at: ConversationState): unknown {
  if (!pauseOf(at.info) || at.info.role !== "member") return "";
  return lazy.quiet(
    "onrecord-pace",
    () =>
      html`<onrecord-pace .speech=${speech} .at=${at} .me=${state?.me?.person.id}></onrecord-pace>`,
  );
}

/** Draw it; `read` shows the policy whole, `done` is called once it is acknowledged. */
export function askFirst(
  lazy: LazyParts,
  { speech, store, state }: Place,
  draft: Draft | null,
  read: () => void,
  done: () => void,
): unknown {
  return lazy.panel(
    TAG,
    () =>
      html`<onrecord-acknowledgement
        exportparts=${PARTS}
        .speech=${speech}
        .store=${store}
        .policy=${state?.policy}
        .drafted=${draft?.text}
        @read=${read}
        @done=${done}
      ></onrecord-acknowledgement>`,
  );
}
