import { type TemplateResult, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { wantPolicy } from "../../core/policy/actions.ts";
import type { ChatStore } from "../../core/types.ts";
import type { PolicyView } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { acknowledgementStyles } from "./acknowledgement.styles.ts";
import { newsStyles } from "./news.styles.ts";
import { type News, drawNews, newsOf } from "./news.ts";
import { Word } from "./word.ts";

/** More than this is read in the policy itself. */
const SHOWN = 3;

/**
 * What stands in place of the composer until the policy is acknowledged.
 *
 * Tells `read` (show the policy whole) and `done` (it was acknowledged).
 */
export class OnrecordAcknowledgement extends OnrecordElement {
  static override styles = [reset, buttons, newsStyles, acknowledgementStyles];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) policy: PolicyView | null = null;
  /** What was written already, and waits for it. */
  @property({ attribute: false }) drafted = "";

  readonly #word = new Word(this, () => this.tell("done"));

  /** Who was just writing is told: the keys that they press next must not press a button. */
  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    const writing = root instanceof ShadowRoot && root.activeElement;
    if (!writing || writing.localName !== "onrecord-composer") return;
    void this.updateComplete.then(() => this.focusText());
  }

  /** Put the focus where reading begins, as the composer puts it where one writes. */
  focusText(): void {
    this.find("h3")?.focus({ preventScroll: true });
  }

  protected override willUpdate(): void {
    if (this.store) wantPolicy(this.store.port).catch(() => undefined);
  }

  protected override render(): unknown {
    const { policy, store } = this;
    const reading = policy?.reading;
    if (!policy || !reading || !store) return nothing;
    return html`<div class="card" part="policy" role="group" aria-labelledby="title">
      <p class="why">${icon("shield", 16)}<span>${this.#why(policy)}</span></p>
      <h3 id="title" tabindex="-1" dir="auto" lang=${reading.locale}>${reading.title}</h3>
      <p class="summary" dir="auto" lang=${reading.locale}>${reading.summary}</p>
      ${this.#news(newsOf(policy), reading.locale)}
      ${this.drafted ? html`<p class="kept">${this.t("policy.kept")}</p>` : nothing}
      ${this.#word.problem()}
      <div class="acts">
        <button type="button" class="button" @click=${() => this.tell("read")}>
          ${this.t("policy.read")}
        </button>
        ${this.#word.button(store, policy)}
      </div>
    </div>`;
  }

  #why({ acknowledged }: PolicyView): string {
    if (!acknowledged) return this.t("policy.first");
    return this.t("policy.changed", { version: acknowledged.version });
  }

  #news(news: readonly News[], locale: string): TemplateResult | typeof nothing {
    if (news.length === 0) return nothing;
    const more = news.length - SHOWN;
    return html`${drawNews(news.slice(0, SHOWN), this.speech, locale)}
    ${more > 0 ? html`<p class="kept">${this.t("policy.more", { count: more })}</p>` : nothing}`;
  }
}
