import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { acknowledge, summary } from "../../core/announcements/actions.ts";
import type { Noted } from "../../core/announcements/slice.ts";
import { problemOf } from "../../core/problems.ts";
import type { ChatStore, Unsubscribe } from "../../core/types.ts";
import type { AnnouncementSummary, Message } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { announcedStyles } from "./announced.styles.ts";

/** Counts are asked for again this long after somebody answered. */
const AGAIN_MS = 5_000;

/**
 * What an announcement asks of its reader, and how far it has come for those who lead.
 *
 * Tells `side` (the view with everybody's standing).
 */
export class OnrecordAnnounced extends OnrecordElement {
  static override styles = [reset, buttons, announcedStyles];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) message: Message | null = null;
  @property({ attribute: false }) own = false;
  /** Whether the reader posts here: they see how far it has come. */
  @property({ attribute: false }) leads = false;

  @state() private busy = false;
  @state() private failed = "";
  @state() private noted: Noted | undefined;
  @state() private reminded: string | undefined;
  @state() private counts: AnnouncementSummary | null = null;

  #stops: Unsubscribe[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = "";

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#deafen();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store") || changed.get("message")?.id !== this.message?.id) this.#listen();
    if (this.leads) this.#count();
  }

  #listen(): void {
    this.#deafen();
    const { store, message } = this;
    if (!store || !message) return;
    this.noted = store.state.noted[message.id];
    this.reminded = store.state.reminded[message.id];
    this.#stops = [
      store.subscribe(
        ({ noted }) => noted[message.id],
        (noted) => (this.noted = noted),
      ),
      store.subscribe(
        ({ reminded }) => reminded[message.id],
        (at) => (this.reminded = at),
      ),
      store.subscribe(
        ({ answers }) => answers[message.id],
        () => this.#countSoon(),
      ),
    ];
  }

  #deafen(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  #countSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#asked = "";
      this.#count();
    }, AGAIN_MS);
  }

  /** Ask how far it has come, once for each version. */
  #count(): void {
    const { store, message } = this;
    const key = `${message?.id ?? ""} ${message?.version ?? 0}`;
    if (!store || !message || this.#asked === key) return;
    this.#asked = key;
    summary(store.port, message.id).then(
      (counts) => (this.counts = counts),
      () => undefined,
    );
  }

  async #acknowledge(): Promise<void> {
    const { store, message } = this;
    if (!store || !message || this.busy) return;
    this.busy = true;
    this.failed = "";
    await acknowledge(store.port, message).catch((error: unknown) => {
      this.failed = problemOf(error).detail;
    });
    this.busy = false;
  }

  protected override render(): unknown {
    const { message } = this;
    if (!message || message.state !== "active") return nothing;
    return html`${message.acknowledge && !this.own ? this.#asking(message) : nothing}
    ${this.leads ? this.#standing(message) : nothing}`;
  }

  #asking(message: Message): TemplateResult {
    if (message.acknowledged || this.noted?.version === message.version) return this.#done();
    return html`<div class="ask" part="acknowledge">
      <div class="why">
        <b>${this.t(message.version > 1 ? "announced.changed" : "announced.please")}</b>
        <span>${this.t("announced.record")}</span>
        ${this.reminded ? html`<span class="again">${this.#reminder(this.reminded)}</span>` : nothing}
      </div>
      <button
        type="button"
        class="button primary"
        ?disabled=${this.busy}
        @click=${() => void this.#acknowledge()}
      >
        ${icon("check", 16)}${this.t("announced.acknowledge")}
      </button>
      ${this.failed ? html`<p class="problem" role="alert">${this.failed}</p>` : nothing}
    </div>`;
  }

  #reminder(at: string): string {
    return this.t("announced.reminded", { time: this.speech.moment(at) });
  }

  #done(): TemplateResult {
    const at = this.noted?.at;
    const time = at && `${this.speech.day(at)}, ${this.speech.time(at)}`;
    return html`<p class="done" part="acknowledge">
      ${icon("checks", 16)}${time ? this.t("announced.done_at", { time }) : this.t("announced.done")}
    </p>`;
  }

  /** One line of counts; it opens who is behind them. */
  #standing(message: Message): TemplateResult | typeof nothing {
    const counts = this.counts;
    if (!counts) return nothing;
    const { audience, reached, read, acknowledged } = counts;
    const done = message.acknowledge ? acknowledged : read;
    const view = { kind: "roster", conversation: message.conversation_id, message: message.id };
    return html`<button type="button" class="standing" @click=${() => this.tell("side", view)}>
      <progress aria-hidden="true" max=${Math.max(audience, 1)} value=${done}></progress>
      <span
        >${this.t("announced.reached", { count: reached })} ·
        ${this.t("announced.read", { count: read })}${
          message.acknowledge
            ? html` · ${this.t("announced.acknowledged", { count: acknowledged })}`
            : nothing
        }
        · ${this.t("announced.of", { count: audience })}</span
      >
    </button>`;
  }
}
