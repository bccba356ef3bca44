import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { PARTS } from "../../base/parts.ts";
import { OnrecordElement } from "../../base/element.ts";
import { LazyParts, lazyStyles } from "../../base/lazy.ts";
import type { SideView } from "../../base/side.ts";
import { countWaiting } from "../../base/state.ts";
import type { Parked } from "../../core/files/uploads.ts";
import type { Port } from "../../core/port.ts";
import { type Problem, problemOf } from "../../core/problems.ts";
import { aboutTitle, closedBy, conversationTitle, leads } from "../../core/selectors.ts";
import type {
  ChatState,
  ChatStore,
  ConversationState,
  Draft,
  SendOn,
  PendingMessage,
} from "../../core/types.ts";
import type { Conversation, Message } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import type { Sent } from "../composer/drafts.ts";
import { typingText } from "../list/rows.ts";
import type { OnrecordAbove } from "../above/above.component.ts";
import type { OnrecordHeader } from "../header/header.component.ts";
import { emptyState, stateStyles } from "../states/states.ts";
import type { OnrecordTimeline } from "../timeline/timeline.component.ts";
import type * as Acts from "./acts.ts";
import type { Done, Stand } from "./acts.ts";
import { Quotes } from "./quotes.ts";
import { Reading } from "./reading.ts";
import { asksHere, askFirst, frozenText, frozenWay, pace, writingIn } from "./asking.ts";
import { roomStyles } from "./room.styles.ts";

const LIMIT = 20_000;

const acts = (): Promise<typeof Acts> => import("./acts.ts");

/**
 * One conversation with everything round it, bound to the store.
 *
 * Tells `back`, `details`, `side` (view), `close` and `problem` (problem).
 */
export class OnrecordRoom extends OnrecordElement {
  static override styles = [reset, buttons, stateStyles, lazyStyles, roomStyles];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) state: ChatState | null = null;
  @property({ attribute: false }) conversationId = "";
  @property({ attribute: false }) active = true;
  @property({ attribute: false }) back = false;
  @property({ attribute: false }) closable = false;
  @property({ attribute: false }) detailed = false;
  /** What the page sends with, where the person chose nothing. */
  @property({ attribute: false }) sendOn: SendOn = "enter";

  @state() private failed = "";
  /** Whether there is no such conversation for this person, or no longer. */
  @state() private missing = false;

  readonly #lazy = new LazyParts(this);
  readonly #reading = new Reading();
  readonly #quotes = new Quotes(this, async (id) => (await this.store?.message(id)) ?? null);
  #open: string | null = null;
  /** What can be done, and what opens then; there once something was done. */
  #how: typeof Acts | null = null;
  #confirmed: Problem | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#open) this.store?.closeConversation(this.#open);
    this.#open = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#enter();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("conversationId") || changed.has("store")) this.#enter();
    if (!changed.has("state") || !this.state) return;
    const before = changed.get("state");
    const id = this.conversationId;
    if (before?.conversations[id] && !this.state.conversations[id]) this.missing = true;
    this.#reading.recall(this.state, id);
  }

  /** A message that would notify many asks at once whether it is meant. */
  protected override updated(): void {
    const asks = ({ problem }: PendingMessage): boolean => problem?.code === "confirm_mentions";
    const pending = this.#conversation()?.pending.find(asks);
    if (pending && pending.problem !== this.#confirmed)
      this.#as((it, room) => it.again(room, pending));
    this.#confirmed = pending?.problem ?? null;
  }

  /** Put the caret into the composer, or the focus on what stands in its place. */
  focusComposer(): void {
    writingIn(this.renderRoot)?.focusText();
  }

  /** Put the focus on the title: nothing pops up for it. */
  focusTitle(): void {
    this.find<OnrecordHeader>("onrecord-header")?.focusTitle();
  }

  #enter(): void {
    if (this.#open === this.conversationId || !this.store) return;
    if (this.#open) this.store.closeConversation(this.#open);
    this.#open = this.conversationId;
    this.#quotes.forget();
    this.failed = "";
    this.missing = false;
    void this.#load(this.store, this.conversationId);
  }

  async #load(store: ChatStore, id: string): Promise<void> {
    try {
      await store.openConversation(id);
    } catch (error) {
      if (problemOf(error).code === "not_found") this.missing = id === this.conversationId;
    }
  }

  #conversation(): ConversationState | null {
    return this.state?.conversations[this.conversationId] ?? null;
  }

  /** Do it; what goes wrong is shown above the composer. */
  attempt(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const problem = problemOf(error);
      this.failed = `${this.t("error.action")} ${problem.detail}`.trim();
      this.tell("problem", problem);
    });
  }

  #act(done: Done): void {
    this.#as((it, room) => it.act(room, done));
  }

  /**
   * Do something as the room that stands here now; how is loaded on first use. Somebody may write
   * on meanwhile, or go elsewhere: the draft is that of this room, as it is by then.
   */
  #as(run: (how: typeof Acts, room: Stand) => void): void {
    const { store, conversationId } = this;
    if (!store) return;
    const stand: Stand = {
      store,
      conversationId,
      conversation: this.#conversation(),
      readers: this.#reading.readers,
      can: this.#reading.can,
      draft: () => store.state.conversations[conversationId]?.draft ?? null,
      setDraft: (draft) => store.setDraft(conversationId, draft),
      summon: (tag, then) => void this.#lazy.summon(tag, then),
      beside: (view) => this.tell("side", view),
      reveal: (id) => this.reveal(id),
      attempt: (work) => this.attempt(work),
      fail: (key) => (this.failed = this.t(key)),
    };
    const work = acts().then((how) => {
      this.#how = how;
      run(how, stand);
    });
    this.attempt(work);
  }

  #begin(draft: Draft | null): void {
    this.store?.setDraft(this.conversationId, draft);
  }

  /** Show a message where it was said, loading what is round it. */
  async reveal(id: string | null): Promise<void> {
    const message = id ? await this.store?.message(id).catch(() => null) : null;
    if (!message || message.position === null) return;
    await this.store?.openConversation(this.conversationId, message.position);
    await this.updateComplete;
    const timeline = this.find<OnrecordTimeline>("onrecord-timeline");
    await timeline?.updateComplete;
    timeline?.reveal(message.id);
  }

  #closed(at: ConversationState | null): string {
    const by = at && closedBy(at.info);
    return frozenText(this.speech, this.state) || (by ? this.t(`composer.closed_${by}`) : "");
  }

  /** Where one may not write nothing is asked first. */
  #asks(at: ConversationState | null): boolean {
    return !this.#closed(at) && asksHere(this.#lazy, this, at);
  }

  #port(): Port | null {
    return this.store?.port ?? null;
  }

  /** How a message goes that waited for its files, wherever one is by then. */
  #outlet(id: string): Parked["send"] {
    const { store } = this;
    return (text, replyTo, options) => void store?.send(id, text, replyTo, options);
  }

  #send({ text, replyTo, options }: Sent): void {
    this.failed = "";
    this.store?.send(this.conversationId, text, replyTo, options);
    this.#begin(null);
  }

  protected override render(): unknown {
    const { state, store } = this;
    const conversation = this.#conversation();
    if (!state || !store) return nothing;
    if (!conversation && this.missing)
      return emptyState("chat", this.t("chat.gone"), this.t("chat.gone_next"), {
        label: this.t("action.back"),
        run: () => this.tell("back"),
      });
    const heading = conversation ? conversationTitle(state, conversation.info) : "";
    return html`${this.#head(state, conversation, heading)}
    ${conversation ? this.#above(store, state) : nothing} ${this.#timeline(conversation, heading)}
    ${this.#foot(state, conversation, heading)}
    ${this.#how?.drawDialogs(this.#lazy, this.speech, store, (done) => this.#act(done))}`;
  }

  #head(state: ChatState, at: ConversationState | null, heading: string): TemplateResult {
    const info = at?.info ?? null;
    return html`<onrecord-header
        exportparts=${PARTS}
        .speech=${this.speech}
        .conversation=${info}
        .heading=${heading || this.t("conversation.untitled")}
        .about=${aboutTitle(state, info)}
        .presence=${state.presence[info?.counterpart ?? ""]}
        .detailed=${this.detailed}
        ?back=${this.back}
        ?closable=${this.closable}
        @back=${() => this.tell("back")}
        @close=${() => this.tell("close")}
        @details=${() => this.tell("details")}
        @search=${() => this.tell("side", { kind: "search", conversation: this.conversationId })}
        @menu=${(e: CustomEvent<Element>) => this.#menu(e.detail)}
      ></onrecord-header>
      ${this.#record(state, info)}
      <onrecord-banner
        exportparts=${PARTS}
        .speech=${this.speech}
        .connection=${state.connection}
        .waiting=${countWaiting(state)}
        @reconnect=${() => this.store?.reconnectNow()}
      ></onrecord-banner>`;
  }

  #record({ me, checkpoint, policy }: ChatState, info: Conversation | null): TemplateResult {
    return html`<onrecord-record
      exportparts=${PARTS}
      .speech=${this.speech}
      .tenant=${me?.tenant}
      .members=${info?.member_count}
      .checkpoint=${checkpoint}
      .policy=${policy?.version}
      @policy=${() => this.#policy()}
      @checkpoint=${() => void this.store?.loadCheckpoint().catch(() => undefined)}
    ></onrecord-record>`;
  }

  #policy(): void {
    this.tell("side", { kind: "policy", conversation: this.conversationId });
  }

  /** The menu is in what is loaded a moment after the messages: who asks sooner waits for it. */
  #menu(anchor: Element): void {
    void this.#lazy.summon<OnrecordAbove>("onrecord-above", (above) => above.menu(anchor));
  }

  /** What it is about and what is pinned; loaded a moment after the messages. */
  #above(store: ChatStore, now: ChatState): unknown {
    return this.#lazy.quiet(
      "onrecord-above",
      () =>
        html`<onrecord-above
          exportparts=${PARTS}
          .speech=${this.speech}
          .store=${store}
          .state=${now}
          .conversationId=${this.conversationId}
          @side=${(e: CustomEvent<SideView>) => this.tell("side", e.detail)}
          @attempt=${(e: CustomEvent<Promise<unknown>>) => this.attempt(e.detail)}
        ></onrecord-above>`,
    );
  }

  #timeline(at: ConversationState | null, heading: string): TemplateResult {
    const id = this.conversationId;
    const store = this.store;
    const load = (work: Promise<void> | undefined): void => void work?.catch(() => undefined);
    return html`<onrecord-timeline
      exportparts=${PARTS}
      .store=${store}
      .speech=${this.speech}
      .conversation=${at}
      .heading=${heading}
      .readers=${this.#reading.readers}
      .quotes=${this.#quotes.known}
      .active=${this.active}
      .can=${this.#reading.can}
      .who=${(message: Message, emoji: string) => store && acts().then((it) => it.whoReacted(store, message, emoji))}
      @older=${() => load(store?.loadOlder(id))}
      @newer=${() => load(store?.loadNewer(id))}
      @latest=${() => load(store?.jumpToLatest(id))}
      @retry-load=${() => load(store?.openConversation(id))}
      @read=${(e: CustomEvent<number>) => store?.markRead(id, e.detail)}
      @side=${(e: CustomEvent<SideView>) => this.tell("side", e.detail)}
      @need=${(e: CustomEvent<string>) => void this.#quotes.need(e.detail)}
      @act=${(e: CustomEvent<Done>) => this.#act(e.detail)}
    ></onrecord-timeline>`;
  }

  #foot(state: ChatState, at: ConversationState | null, heading: string): TemplateResult {
    const id = this.conversationId;
    const draft = at?.draft ?? null;
    const asks = this.#asks(at);
    return html`${this.#failure()} ${this.#typing(state, at)}
      ${asks ? this.#asking(draft) : nothing}
      <onrecord-composer
        ?hidden=${asks}
        exportparts=${PARTS}
        .speech=${this.speech}
        .conversationId=${id}
        .port=${this.#port()}
        .outlet=${() => this.#outlet(id)}
        .draft=${draft}
        .people=${this.#reading.named}
        .about=${this.#quotes.about(draft, at, this.#reading.readers)}
        .limit=${state.me?.limits.text_code_points ?? LIMIT}
        .heading=${heading}
        .closed=${this.#closed(at)}
        .leads=${at !== null && leads(at.info)}
        .sendOn=${state.sendOn ?? this.sendOn}
        @send-on=${(e: CustomEvent<SendOn>) => this.store?.setSendOn(e.detail)}
        @draft=${(e: CustomEvent<Draft | null>) => this.#begin(e.detail)}
        @send=${(e: CustomEvent<Sent>) => this.#send(e.detail)}
        @save=${(e: CustomEvent<string>) => this.#as((it, room) => it.save(room, e.detail))}
        @typing=${() => this.store?.typing(id)}
        @edit-last=${() => this.#as((it, room) => it.editLast(room))}
        >${frozenWay(this, () => this.tell("side", { kind: "notices" }))}</onrecord-composer
      >`;
  }

  /** In place of the composer, which keeps what was written: the policy is to be acknowledged. */
  #asking(draft: Draft | null): unknown {
    const read = (): void => this.#policy();
    return askFirst(this.#lazy, this, draft, read, () => this.focusComposer());
  }

  #typing(state: ChatState, at: ConversationState | null): TemplateResult {
    const people = Object.keys(at?.typing ?? {});
    const typed = people.length > 0;
    return html`<div class="typing" part="typing">
      <span aria-live="polite"
        >${typed ? html`<i></i><span class="clip">${typingText(state, people, this.speech)}</span>` : ""}</span
      >
      ${!typed && at ? pace(this.#lazy, this, at) : ""}
    </div>`;
  }

  #failure(): TemplateResult | typeof nothing {
    if (!this.failed) return nothing;
    const label = this.t("action.dismiss");
    return html`<div class="failure" part="problem" role="alert">
      ${icon("alert", 16)}<span>${this.failed}</span>
      <button
        type="button"
        class="icon"
        aria-label=${label}
        title=${label}
        @click=${() => (this.failed = "")}
      >
        ${icon("close", 16)}
      </button>
    </div>`;
  }
}
