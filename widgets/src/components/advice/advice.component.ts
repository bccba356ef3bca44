import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordPopover } from "../../base/popover.ts";
import { myId } from "../../base/state.ts";
import { advisorOf } from "../../core/advice/lists.ts";
import { type Hit, findAdvice } from "../../core/advice/matching.ts";
import type { Port } from "../../core/port.ts";
import { sendersOf } from "../../core/texting/actions.ts";
import type { Unsubscribe } from "../../core/types.ts";
import { icon } from "../../icons/icons.ts";
import type { Change } from "../tools/marks.ts";
import { adviceStyles } from "./advice.styles.ts";

/** What the author wants to hear nothing more of while the page is open. */
const LEFT = new Set<string>();
/** An offer to go on elsewhere: one can text from here instead. */
const OFF_CHANNEL = "off_channel";

/**
 * What the tenant advises about the words that are being written: a quiet underline, and what could be
 * written instead. It keeps nobody from sending, and tells nobody.
 *
 * Tells `change` (Change), and the chat round it `outside`: a text is to be written to somebody outside.
 */
export class OnrecordAdvice extends OnrecordPopover {
  static override styles = [...OnrecordPopover.styles, adviceStyles];

  @property({ attribute: false }) port: Port | null = null;
  @property({ attribute: false }) text = "";
  /** Where it is written; set by the parent. */
  area: () => HTMLTextAreaElement | null = () => null;

  protected override readonly edge = "start";
  @state() private hits: readonly Hit[] = [];
  @state() private shown: Hit | null = null;
  /** Whether one may text from here. */
  @state() private texts = false;
  #stops: Unsubscribe[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#deafen();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("port")) this.#listen();
    if (changed.has("text")) this.#look();
  }

  protected override updated(): void {
    this.#lay();
  }

  #deafen(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  #listen(): void {
    this.#deafen();
    const [area, { port }] = [this.area(), this];
    if (!port || !area) return;
    const advisor = advisorOf(port);
    const pressed = (): void => this.#pressed(area);
    const moved = (): void => this.#lay();
    area.addEventListener("click", pressed);
    area.addEventListener("scroll", moved);
    this.#stops = [
      advisor.subscribe(() => this.#look()),
      () => area.removeEventListener("click", pressed),
      () => area.removeEventListener("scroll", moved),
    ];
    advisor.want();
    this.#look();
  }

  #look(): void {
    const lists = this.port ? advisorOf(this.port).lists : [];
    const terms = lists.flatMap((list) => list.terms).filter(({ term }) => !LEFT.has(term));
    this.hits = terms.length > 0 ? findAdvice(this.text, terms) : [];
  }

  /** The mirror lies under what is written, as wide, as high and scrolled as far. */
  #lay(): void {
    const [area, mirror] = [this.area(), this.find(".mirror")];
    if (!area || !mirror) return;
    mirror.style.inlineSize = `${area.clientWidth}px`;
    mirror.style.blockSize = `${area.clientHeight}px`;
    mirror.scrollTop = area.scrollTop;
  }

  /** A press on an underlined word shows what is advised; one writes on as before. */
  #pressed({ selectionStart: at, selectionEnd: end }: HTMLTextAreaElement): void {
    const hit = at === end && this.hits.find(({ start, end: last }) => start <= at && at <= last);
    if (hit) void this.#open(hit, false);
  }

  async #open(hit: Hit, focus: boolean): Promise<void> {
    this.shown = hit;
    if (hit.advised.category === OFF_CHANNEL) void this.#askTexts();
    await this.updateComplete;
    await this.openAt(this.find("u.now"), focus);
  }

  protected override closed(): void {
    this.shown = null;
  }

  #take({ start, end }: Hit, insert: string): void {
    const caret = start + insert.length;
    this.close();
    this.tell("change", { from: start, to: end, insert, start: caret, end: caret } as Change);
  }

  #leave({ advised }: Hit): void {
    LEFT.add(advised.term);
    this.close();
    this.#look();
    this.area()?.focus();
  }

  async #askTexts(): Promise<void> {
    const { port } = this;
    if (!port || !this.#chat()) return;
    const senders = await sendersOf(port, myId(port.state)).catch(() => []);
    this.texts = senders.length > 0;
  }

  /** The chat that this stands in; one conversation alone begins no other. */
  #chat(): Element | null {
    let root: Node = this.getRootNode();
    while (root instanceof ShadowRoot && root.host.localName !== "onrecord-chat")
      root = root.host.getRootNode();
    return root instanceof ShadowRoot ? root.host : null;
  }

  #text(): void {
    this.close();
    this.dispatchEvent(new CustomEvent("outside", { bubbles: true, composed: true }));
  }

  #next(hit: Hit): void {
    const next = this.hits[(this.hits.indexOf(hit) + 1) % this.hits.length];
    if (next) void this.#open(next, true);
  }

  #word({ start, end }: Hit): string {
    return this.text.slice(start, end);
  }

  protected override render(): TemplateResult {
    const [first] = this.hits;
    return html`${first ? this.#marked(first) : nothing}
      ${this.frame("dialog", this.t("advice.title"), this.shown ? this.#advice(this.shown) : nothing)}
      <span class="sr" role="status">${first ? this.#said(first) : nothing}</span>`;
  }

  #marked(first: Hit): TemplateResult {
    return html`<pre class="mirror" aria-hidden="true">${this.#pieces()}</pre>
      <button
        type="button"
        class="chip"
        part="advice"
        aria-haspopup="dialog"
        @click=${() => void this.#open(first, true)}
      >
        ${icon("hint", 16)}${this.t("advice.count", { count: this.hits.length })}
      </button>`;
  }

  #said(hit: Hit): string {
    const instead = this.speech.names(hit.advised.suggest);
    return this.t(instead ? "advice.said" : "advice.said_note", { word: this.#word(hit), instead });
  }

  #pieces(): unknown[] {
    const pieces: unknown[] = [];
    let at = 0;
    for (const hit of this.hits) {
      const now = hit === this.shown ? "now" : "";
      pieces.push(this.text.slice(at, hit.start), html`<u class=${now}>${this.#word(hit)}</u>`);
      at = hit.end;
    }
    return [...pieces, this.text.slice(at)];
  }

  #advice(hit: Hit): TemplateResult {
    const { note, suggest } = hit.advised;
    return html`<div class="what">
        <h4 dir="auto">${this.t("advice.about", { word: this.#word(hit) })}</h4>
        ${note ? html`<p dir="auto">${note}</p>` : nothing}
      </div>
      <div class="words">
        ${suggest.map(
          (word, at) =>
            html`<button
              type="button"
              ?data-first=${at === 0}
              @click=${() => this.#take(hit, word)}
            >
              ${icon("edit", 16)}<bdi>${word}</bdi>
            </button>`,
        )}
        ${this.texts && hit.advised.category === OFF_CHANNEL ? this.#texting() : nothing}
        ${this.#ways(hit, suggest.length === 0)}
      </div>
      ${this.#below(hit)}`;
  }

  #texting(): TemplateResult {
    return html`<button type="button" @click=${() => this.#text()}>
      ${icon("phone", 16)}${this.t("advice.text_them")}
    </button>`;
  }

  #ways(hit: Hit, first: boolean): TemplateResult {
    return html`<button
        type="button"
        class="quiet"
        ?data-first=${first}
        @click=${() => this.#leave(hit)}
      >
        ${icon("check", 16)}${this.t("advice.leave")}
      </button>
      ${
        this.hits.length > 1
          ? html`<button type="button" class="quiet" @click=${() => this.#next(hit)}>
              ${icon("down", 16)}${this.t("advice.next")}
            </button>`
          : nothing
      }`;
  }

  #below({ advised: { source } }: Hit): TemplateResult {
    return html`<p class="below">
      ${this.t("advice.private")}
      ${
        source
          ? html`<a href=${source} target="_blank" rel="noopener noreferrer nofollow"
              >${this.t("advice.source")}</a
            >`
          : nothing
      }
    </p>`;
  }
}
