import { type TemplateResult, css, html } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { LazyParts, lazyStyles } from "../../base/lazy.ts";
import { PARTS } from "../../base/parts.ts";
import type { Checkpoint } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { reset } from "../../styles/reset.ts";
import { stateStyles } from "../states/states.ts";
import type { OnrecordAccount } from "./account.component.ts";
import { ownerOf } from "./owner.ts";

/**
 * The chip that says who may read a conversation and where it is kept; opens the policy, or the
 * whole account where there is none.
 *
 * Tells `policy`, or `checkpoint` when it opens the account, so that the newest one is there.
 */
export class OnrecordRecord extends OnrecordElement {
  static override styles = [
    reset,
    stateStyles,
    lazyStyles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      .chip {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
        inline-size: 100%;
        min-block-size: max(28px, calc(var(--_target) * 0.85));
        padding-inline: 16px;
        background: var(--_surface-2);
        color: var(--_muted);
        font: var(--_t1);
        transition: background var(--_fast) var(--_ease);
      }
      .chip:hover {
        background: var(--_surface-3);
      }
      .chip:focus-visible {
        outline-offset: -2px;
      }
      .chip svg,
      .chip b {
        color: var(--_accent-text);
      }
      .chip b {
        flex: none;
        font-weight: 600;
      }
      .chip .clip {
        flex: 1 1 240px;
        padding-block: 4px;
        text-align: start;
        white-space: normal;
      }
      /* A phone has no room for where it is kept. */
      @container (width < 560px) {
        .chip .clip {
          flex-basis: 200px;
        }
        .kept {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) tenant: string | undefined;
  @property({ attribute: false }) members: number | undefined;
  @property({ attribute: false }) checkpoint: Checkpoint | null = null;
  /** The version of the policy in force; none where the tenant has no policy. */
  @property({ attribute: false }) policy: number | null | undefined;

  readonly #lazy = new LazyParts(this);

  #open(): void {
    if (this.policy) return this.tell("policy");
    this.tell("checkpoint");
    void this.#lazy.summon<OnrecordAccount>("onrecord-account", (account) => account.open());
  }

  protected override render(): TemplateResult {
    const { policy: version } = this;
    const owner = ownerOf(this.speech, this.tenant);
    const sentence = version
      ? this.t("record.sentence_policy", { owner, version })
      : this.t("record.sentence", { owner });
    const rest = sentence.search(/;[^;]*$|$/);
    return html`<button
        type="button"
        class="chip"
        part="record-chip"
        title=${sentence}
        @click=${() => this.#open()}
      >
        ${icon("shield", 16)} <b>${this.t("record.title")}</b>
        <span class="clip"
          >${sentence.slice(0, rest)}<span class="kept">${sentence.slice(rest)}</span></span
        >
      </button>
      ${this.#lazy.dialog("onrecord-account", () => this.#account())}`;
  }

  #account(): TemplateResult {
    return html`<onrecord-account
      exportparts=${PARTS}
      .speech=${this.speech}
      .owner=${ownerOf(this.speech, this.tenant)}
      .members=${this.members}
      .checkpoint=${this.checkpoint}
    ></onrecord-account>`;
  }
}
