import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { loadCard } from "../../core/subjects/actions.ts";
import type { ChatStore } from "../../core/types.ts";
import type { SubjectAction, SubjectCard } from "../../generated/wire.ts";
import { buttons, reset } from "../../styles/reset.ts";

/** The server takes no other links; neither do we. */
const LINK = /^(?:https?:\/\/|\/(?![/\\]))/i;

/**
 * What the host says of the object that a conversation is about.
 *
 * @event onrecord-action - An action of a card was chosen; `detail` is `{subject, action, event}`.
 */
export class OnrecordSubject extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    css`
      :host {
        display: block;
      }
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 8px 16px;
        border-block-end: 1px solid var(--_line);
        background: var(--_surface-2);
        font: var(--_t2);
      }
      h3 {
        font-weight: 600;
      }
      a {
        color: var(--_accent-text);
      }
      .state {
        --_tone: var(--_muted);
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--_text);
      }
      .state::before {
        content: "";
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
        background: var(--_tone);
      }
      .info {
        --_tone: var(--_accent);
      }
      .good {
        --_tone: var(--_good);
      }
      .warning {
        --_tone: var(--_away);
      }
      .bad {
        --_tone: var(--_danger);
      }
      dl {
        display: flex;
        flex: 1 1 240px;
        flex-wrap: wrap;
        gap: 0 12px;
        min-inline-size: 0;
      }
      dl > div {
        display: flex;
        gap: 4px;
        min-inline-size: 0;
      }
      dt {
        color: var(--_muted);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      a.button {
        color: var(--_text);
        text-decoration: none;
      }
    `,
  ];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) subject = "";
  @property({ attribute: false }) card: SubjectCard | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("subject") && !changed.has("store")) return;
    // Without an answer the plain subject stays, as the header shows it.
    if (this.store && this.subject) loadCard(this.store.port, this.subject).catch(() => undefined);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { card } = this;
    if (!card) return nothing;
    return html`<section part="subject" aria-label=${this.t("details.subject")}>
      <h3 dir="auto">${card.link ? this.#link(card.link, card.title) : card.title}</h3>
      ${card.state ? html`<span class="state ${card.tone}" dir="auto">${card.state}</span>` : nothing}
      ${card.fields.length > 0 ? this.#fields(card) : nothing}
      ${card.actions.length > 0 ? this.#actions(card) : nothing}
    </section>`;
  }

  #fields({ fields }: SubjectCard): TemplateResult {
    return html`<dl>
      ${fields.map(
        ({ label, value }) =>
          html`<div>
            <dt dir="auto">${label}</dt>
            <dd dir="auto">${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #actions({ actions }: SubjectCard): TemplateResult {
    return html`<div class="acts">${actions.map((action) => this.#action(action))}</div>`;
  }

  #action(action: SubjectAction): TemplateResult {
    if (action.href) return this.#link(action.href, action.label, "button");
    const { id, event } = action;
    const detail = { subject: this.subject, action: id, event };
    return html`<button
      type="button"
      class="button"
      @click=${() => this.emit("onrecord-action", detail)}
    >
      ${action.label}
    </button>`;
  }

  /** A path leads on in this window; another site opens beside it and is told nothing of us. */
  #link(href: string, text: string, look = ""): TemplateResult {
    if (!LINK.test(href)) return html`<span class=${look}>${text}</span>`;
    const away = !href.startsWith("/");
    return html`<a
      class=${look}
      href=${href}
      target=${away ? "_blank" : nothing}
      rel=${away ? "noopener noreferrer" : nothing}
      >${text}</a
    >`;
  }
}
