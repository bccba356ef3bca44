import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { PARTS } from "../../base/parts.ts";
import { OnrecordElement } from "../../base/element.ts";
import { LazyParts } from "../../base/lazy.ts";
import { wantHeld } from "../../core/judging/actions.ts";
import { setLevel } from "../../core/levels.ts";
import { pins } from "../../core/pins/actions.ts";
import { personName } from "../../core/selectors.ts";
import { loadCard } from "../../core/subjects/actions.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { Level, Pin, SubjectAction, SubjectCard } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import type { OnrecordLevels } from "../levels/levels.component.ts";
import { messageLine, shortName } from "../list/rows.ts";
import { cardActions, cardFields, cardHead, cardStyles } from "./card.ts";

const MOST_FIELDS = 10;

/**
 * What a conversation keeps in sight above its messages: the host's object, and the newest pin.
 *
 * Also holds the menu of what one wants to hear of. Tells `side` (view) and `attempt` (work); the
 * page hears `onrecord-subject-action`.
 */
export class OnrecordAbove extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    cardStyles,
    css`
      :host {
        display: block;
      }
      .card,
      .pin {
        display: flex;
        align-items: center;
        gap: 8px;
        inline-size: 100%;
        min-block-size: max(36px, var(--_target));
        padding: 4px 16px;
        border-block-end: 1px solid var(--_line);
        font: var(--_t2);
      }
      .card {
        display: grid;
        grid-template-columns: auto minmax(0, max-content) auto 1fr;
      }
      .card-title {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (pointer: coarse) {
        a.card-title {
          padding-block: 12px;
        }
      }
      .card > svg,
      .pin svg {
        color: var(--_muted);
      }
      .pin:hover {
        background: var(--_surface-2);
      }
      .pin:focus-visible {
        outline-offset: -2px;
      }
      .pin b {
        font-weight: 600;
      }
      .more {
        grid-column: 1 / -1;
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding-block-end: 8px;
      }
      .card .icon {
        grid-column: 4;
        justify-self: end;
      }
      .icon[aria-expanded="true"] svg {
        transform: rotate(180deg);
      }
    `,
  ];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) state: ChatState | null = null;
  @property({ attribute: false }) conversationId = "";

  @state() private pin: Pin | null = null;
  @state() private opened = false;
  readonly #lazy = new LazyParts(this);
  #shown = "";
  #asked = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("conversationId")) this.opened = false;
    this.#askCard();
    this.#askHeld();
    const key = `${this.conversationId} ${this.#pinned()}`;
    if (key === this.#shown) return;
    if (!this.#shown.startsWith(this.conversationId)) this.pin = null;
    this.#shown = key;
    void this.#askPin();
  }

  #subject(): string | null {
    return this.state?.conversations[this.conversationId]?.info.subject ?? null;
  }

  /** One's own messages that were kept back here; without a policy there never were any. */
  #askHeld(): void {
    const { store, conversationId: id } = this;
    if (id && store?.state.policy?.version) wantHeld(store.port, id);
  }

  #askCard(): void {
    const subject = this.#subject();
    const key = `${this.conversationId} ${subject ?? ""}`;
    if (!subject || !this.store || this.#asked === key) return;
    this.#asked = key;
    loadCard(this.store.port, subject).catch(() => undefined);
  }

  /** Which loaded messages are pinned: when that changes, the newest pin may be another. */
  #pinned(): string {
    const timeline = this.state?.conversations[this.conversationId]?.timeline;
    if (!timeline || timeline.loading === "first") return "";
    return timeline.messages.map(({ id, pinned }) => (pinned ? id : "")).join("");
  }

  async #askPin(): Promise<void> {
    const [store, asked] = [this.store, this.#shown];
    if (!store || !this.conversationId) return;
    const page = await pins(store.port, this.conversationId).catch(() => null);
    if (asked === this.#shown) this.pin = page?.data[0] ?? null;
  }

  #run(subject: string, { id, event }: SubjectAction): void {
    const detail = { subject, action: id, event, conversationId: this.conversationId };
    const more = { detail, bubbles: true, composed: true, cancelable: true };
    this.dispatchEvent(new CustomEvent("onrecord-subject-action", more));
  }

  protected override render(): unknown {
    const card = this.state?.subjects[this.#subject() ?? ""];
    return html`${this.#served()} ${card ? this.#card(card) : nothing}
    ${this.pin ? this.#pin(this.pin) : nothing} ${this.#levels()}`;
  }

  /** How it stands with somebody outside, and who serves them. */
  #served(): unknown {
    const { conversationId: id, state: now } = this;
    if (now?.conversations[id]?.info.kind !== "external") return nothing;
    return this.#lazy.quiet(
      "onrecord-served",
      () =>
        html`<onrecord-served
          exportparts="texting, dialog"
          .speech=${this.speech}
          .store=${this.store}
          .state=${now}
          .conversation=${id}
        ></onrecord-served>`,
    );
  }

  /** Offer what can be chosen for the conversation, beside the button that asked. */
  menu(anchor: Element): void {
    const info = this.state?.conversations[this.conversationId]?.info;
    if (info) this.find<OnrecordLevels>("onrecord-levels")?.offer(info, anchor);
  }

  #levels(): unknown {
    const { store, conversationId: id } = this;
    if (!store) return nothing;
    return html`<onrecord-levels
      exportparts=${PARTS}
      .speech=${this.speech}
      @level=${(e: CustomEvent<Level>) => this.tell("attempt", setLevel(store.port, id, e.detail))}
      @mute=${(e: CustomEvent<boolean>) => this.tell("attempt", store.mute(id, e.detail))}
      @pins=${() => this.#pins()}
      @attention=${() => this.tell("side", { kind: "attention" })}
    ></onrecord-levels>`;
  }

  #pins(): void {
    this.tell("side", { kind: "pins", conversation: this.conversationId });
  }

  #card(card: SubjectCard): TemplateResult {
    const more = card.fields.length > 0 || card.actions.length > 0;
    return html`<section class="card" part="subject" aria-label=${this.t("subject.label")}>
      ${icon("box", 16)} ${cardHead(card)} ${more ? this.#toggle() : nothing}
      ${
        more && this.opened
          ? html`<div class="more" id="more">
              ${cardFields(card, MOST_FIELDS)}
              ${cardActions(card, (action) => this.#run(card.subject, action))}
            </div>`
          : nothing
      }
    </section>`;
  }

  #toggle(): TemplateResult {
    const label = this.t(this.opened ? "subject.less" : "subject.more");
    return html`<button
      type="button"
      class="icon"
      aria-expanded=${this.opened ? "true" : "false"}
      aria-label=${label}
      title=${label}
      @click=${() => (this.opened = !this.opened)}
    >
      ${icon("chevron", 16)}
    </button>`;
  }

  #pin({ message }: Pin): unknown {
    const { state: now } = this;
    if (!now) return nothing;
    return html`<button type="button" class="pin" part="pinned" @click=${() => this.#pins()}>
      ${icon("pin", 16)}<span class="sr">${this.t("pins.title")}:</span>
      <span class="clip" dir="auto"
        ><b>${shortName(personName(now, message.author))}</b>
        ${messageLine(now, message, this.speech)}</span
      >
    </button>`;
  }
}
