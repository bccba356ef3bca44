import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";

import { LazyParts, lazyStyles } from "../../base/lazy.ts";
import { OnrecordPanel } from "../../base/panel.ts";
import { PARTS } from "../../base/parts.ts";
import { wantPolicy } from "../../core/policy/actions.ts";
import type { PolicyView } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import type { OnrecordAccount } from "../record/account.component.ts";
import { ownerOf } from "../record/owner.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import { newsStyles } from "./news.styles.ts";
import { Version } from "./version.ts";
import { Word } from "./word.ts";

/** The policy beside the conversation that is held under it, or another version of it. */
export class OnrecordPolicy extends OnrecordPanel {
  static override styles = [
    ...OnrecordPanel.styles,
    stateStyles,
    lazyStyles,
    newsStyles,
    css`
      .ways {
        display: flex;
        flex-direction: column;
        align-items: start;
        gap: 8px;
        padding-block-start: 16px;
        border-block-start: 1px solid var(--_line);
      }
      .way {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: max(24px, var(--_target));
        color: var(--_accent-text);
        font: var(--_t2);
        font-weight: 600;
        text-decoration: none;
      }
      .way:hover {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .foot .button {
        flex: 1 1 auto;
      }
      .foot .refused {
        flex-basis: 100%;
      }
    `,
  ];

  readonly #lazy = new LazyParts(this);
  readonly #word = new Word(this, () => this.#given());
  /** The version that is read here, where it is not the one in force. */
  readonly #version = new Version(this);
  @state() private wanted: number | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { store, view } = this;
    if (view?.kind !== "policy" || !store) return;
    this.wanted = view.version ?? null;
    wantPolicy(store.port).catch(() => undefined);
    this.#version.want(store.port, this.wanted);
  }

  #given(): void {
    if (this.side?.deep) this.side.back();
    else this.side?.close(true);
  }

  #shown(): PolicyView | null {
    return this.wanted === null ? (this.state?.policy ?? null) : this.#version.view;
  }

  #current(): number | null {
    return this.state?.policy?.version ?? null;
  }

  protected override render(): TemplateResult {
    const policy = this.#shown();
    const { store } = this;
    const asked = this.wanted === null && policy?.must_acknowledge === true && store;
    const foot = asked
      ? html`${this.#word.problem()} ${this.#word.button(store, policy)}`
      : nothing;
    return html`${this.frame(this.t("record.title"), this.#inside(policy), { foot })}
    ${this.#lazy.dialog("onrecord-account", () => this.#account())}`;
  }

  #inside(policy: PolicyView | null): unknown {
    if (this.#version.failed)
      return emptyState("alert", this.t("policy.failed"), this.#version.failed);
    if (!policy) return skeletonRows(this.t("wait.message"), 5);
    if (!policy.reading)
      return emptyState("shield", this.t("policy.none"), this.t("policy.none_next"));
    return html`<onrecord-reading
        .speech=${this.speech}
        .policy=${policy}
        .current=${this.#current()}
        @version=${(event: CustomEvent<number>) => this.#open(event.detail)}
      ></onrecord-reading>
      ${this.wanted === null ? this.#ways() : nothing}`;
  }

  #open(version: number): void {
    const conversation = this.#place();
    this.side?.open({ kind: "policy", conversation, version });
  }

  #place(): string {
    return this.view?.kind === "policy" ? this.view.conversation : "";
  }

  #ways(): TemplateResult {
    const centre = this.side?.privacy;
    return html`<div class="ways">
      <button type="button" class="way" @click=${() => this.#prove()}>
        ${icon("lock", 16)}${this.t("policy.proof")}
      </button>
      ${
        centre
          ? html`<a class="way" part="link" href=${centre}
              >${icon("user", 16)}${this.t("privacy.title")}</a
            >`
          : nothing
      }
    </div>`;
  }

  #prove(): void {
    this.store?.loadCheckpoint().catch(() => undefined);
    void this.#lazy.summon<OnrecordAccount>("onrecord-account", (account) => account.open());
  }

  #account(): TemplateResult {
    const now = this.state;
    return html`<onrecord-account
      exportparts=${PARTS}
      .speech=${this.speech}
      .owner=${ownerOf(this.speech, now?.me?.tenant)}
      .members=${now?.conversations[this.#place()]?.info.member_count}
      .checkpoint=${now?.checkpoint ?? null}
      .policy=${this.#current()}
    ></onrecord-account>`;
  }
}
