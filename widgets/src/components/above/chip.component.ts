import { type PropertyValues, type TemplateResult, css, html } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { wantCards } from "../../core/subjects/actions.ts";
import type { ChatStore, Unsubscribe } from "../../core/types.ts";
import type { SubjectCard } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { reset } from "../../styles/reset.ts";
import { cardHead, cardStyles } from "./card.ts";

/**
 * One of the host's objects inside a text: its title, its state and its link, as they are now.
 *
 * What stands between its tags is shown until the card is there, and where there is none to be seen.
 */
export class OnrecordChip extends OnrecordElement {
  static override styles = [
    reset,
    cardStyles,
    css`
      :host {
        display: inline;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        max-inline-size: 100%;
        padding: 1px 6px;
        border: 1px solid var(--_edge);
        border-radius: 6px;
        background: var(--_surface);
        color: var(--_text);
        vertical-align: bottom;
      }
      .chip svg {
        flex: none;
        color: var(--_muted);
      }
      .card-title {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .state {
        max-inline-size: 120px;
        padding-inline: 6px;
      }
    `,
  ];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) subject = "";
  @state() private card: SubjectCard | null = null;

  #stop: Unsubscribe | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store") || changed.has("subject")) this.#follow();
  }

  /** Show what is known, hear of what changes, and ask where nothing is known. */
  #follow(): void {
    const { store, subject } = this;
    this.#stop?.();
    this.#stop = null;
    this.card = store?.state.subjects[subject] ?? null;
    if (!store || !subject) return;
    const known = (now: typeof store.state): SubjectCard | null => now.subjects[subject] ?? null;
    this.#stop = store.subscribe(known, (card) => (this.card = card));
    wantCards(store.port, [subject]);
  }

  protected override render(): TemplateResult {
    if (!this.card) return html`<slot></slot>`;
    return html`<span class="chip" part="subject-chip"
      >${icon("box", 16)}${cardHead(this.card)}</span
    >`;
  }
}
