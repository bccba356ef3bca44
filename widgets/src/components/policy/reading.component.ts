import { type TemplateResult, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { PolicyReading, PolicySection, PolicyView } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { newsStyles } from "./news.styles.ts";
import { drawNews, newsOf } from "./news.ts";
import { readingStyles } from "./reading.styles.ts";

/** A version of the policy, whole. Tells `version` (the number of another one to read). */
export class OnrecordReading extends OnrecordElement {
  static override styles = [reset, buttons, newsStyles, readingStyles];

  @property({ attribute: false }) policy: PolicyView | null = null;
  /** The version in force. */
  @property({ attribute: false }) current: number | null = null;

  protected override render(): unknown {
    const { policy } = this;
    const reading = policy?.reading;
    if (!policy || !reading) return nothing;
    return html`<article aria-labelledby="title">
      ${this.#head(policy, reading)} ${this.#news(policy, reading)} ${this.#coming(policy)}
      ${reading.more ? html`<p class="more" dir="auto" lang=${reading.locale}>${reading.more}</p>` : nothing}
      ${reading.sections.map((section) => this.#section(section, reading, policy))}
    </article>`;
  }

  #head(policy: PolicyView, { title, summary, locale }: PolicyReading): TemplateResult {
    return html`<header>
      <p class="standing">
        <b>${this.t("policy.version", { version: policy.version ?? 0 })}</b>
        ${this.#since(policy)}
      </p>
      <h3 id="title" dir="auto" lang=${locale}>${title}</h3>
      <p class="summary" dir="auto" lang=${locale}>${summary}</p>
      ${this.#isCurrent(policy) ? this.#word(policy) : nothing}
    </header>`;
  }

  #isCurrent({ version }: PolicyView): boolean {
    return version === this.current;
  }

  /** Whether it comes after the one in force. */
  #isLater({ version }: PolicyView): boolean {
    return (version ?? 0) > (this.current ?? 0);
  }

  #since(policy: PolicyView): TemplateResult | typeof nothing {
    const at = policy.effective_from;
    if (!at) return nothing;
    const later = this.#isLater(policy) ? "policy.from" : "policy.was";
    const key = this.#isCurrent(policy) ? "policy.since" : later;
    return html`<time datetime=${at} title=${this.speech.moment(at)}
      >${this.t(key, { date: this.speech.date(at) })}</time
    >`;
  }

  /** Whether one has said that one has read it. */
  #word({ acknowledged, version, must_acknowledge: asked }: PolicyView): unknown {
    if (asked) return this.#mark("todo", "alert", this.t("policy.todo"));
    if (!acknowledged) return nothing;
    const key = acknowledged.version === version ? "policy.done" : "policy.done_before";
    const date = this.speech.moment(acknowledged.at);
    return this.#mark("done", "check", this.t(key, { version: acknowledged.version, date }));
  }

  #mark(look: "todo" | "done", glyph: "alert" | "check", text: string): TemplateResult {
    return html`<p class="mark ${look}">${icon(glyph, 16)}<span>${text}</span></p>`;
  }

  #news(policy: PolicyView, { locale }: PolicyReading): TemplateResult | typeof nothing {
    const news = this.#isOld(policy) ? [] : newsOf(policy);
    const version = policy.acknowledged?.version;
    if (news.length === 0 || !version) return nothing;
    return html`<section class="box" aria-labelledby="news">
      <h4 id="news">${this.t("policy.news", { version })}</h4>
      ${drawNews(news, this.speech, locale)}
    </section>`;
  }

  /** What one has read long ago is not compared with what was before it. */
  #isOld(policy: PolicyView): boolean {
    return !this.#isCurrent(policy) && !this.#isLater(policy);
  }

  #coming(policy: PolicyView): TemplateResult | typeof nothing {
    const { coming: version, coming_from: at } = policy;
    if (!version || !at || !this.#isCurrent(policy)) return nothing;
    const date = this.speech.date(at);
    return html`<section class="box coming" aria-labelledby="coming">
      ${icon("clock", 16)}
      <p id="coming" title=${this.speech.moment(at)}>
        ${this.t("policy.coming", { version, date })}
      </p>
      <button type="button" class="button" @click=${() => this.tell("version", version)}>
        ${this.t("policy.coming_read", { version })}
      </button>
    </section>`;
  }

  #section(
    { title, lines }: PolicySection,
    { locale }: PolicyReading,
    policy: PolicyView,
  ): unknown {
    const fresh = new Set(this.#isOld(policy) ? [] : policy.added);
    return html`<section lang=${locale}>
      <h4 dir="auto">${title}</h4>
      <ul class="lines">
        ${lines.map((line) => this.#line(line, fresh.has(line)))}
      </ul>
    </section>`;
  }

  #line(line: string, fresh: boolean): TemplateResult {
    if (!fresh) return html`<li dir="auto">${line}</li>`;
    return html`<li class="fresh" dir="auto">
      <ins>${line}</ins> <span class="tag" lang=${this.speech.lang}>${this.t("policy.added")}</span>
    </li>`;
  }
}
