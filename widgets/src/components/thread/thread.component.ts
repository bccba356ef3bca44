import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";

import { LazyParts, lazyStyles } from "../../base/lazy.ts";
import { OnrecordPanel } from "../../base/panel.ts";
import { PARTS } from "../../base/parts.ts";
import type { Parked } from "../../core/files/uploads.ts";
import { problemOf } from "../../core/problems.ts";
import { conversationTitle } from "../../core/selectors.ts";
import {
  closeThread,
  follow,
  olderReplies,
  openThread,
  readThread,
} from "../../core/threads/actions.ts";
import { type ThreadState, asConversation } from "../../core/threads/slice.ts";
import type { ChatState, ChatStore, ConversationState, Draft, SendOn } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { type Done, type Stand, act, editLast, save, whoReacted } from "../room/acts.ts";
import { askFirst, asksHere, frozenText, writingIn } from "../room/asking.ts";
import { drawDialogs } from "../room/dialogs.ts";
import { Quotes } from "../room/quotes.ts";
import { Reading } from "../room/reading.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import type { OnrecordTimeline } from "../timeline/timeline.component.ts";

const LIMIT = 20_000;
const READ_MS = 400;
const EMPTY: Draft = { text: "", replyTo: null, editing: null };

/** One thread: the message it hangs on, the replies, and where one answers. */
export class OnrecordThread extends OnrecordPanel {
  static override styles = [
    ...OnrecordPanel.styles,
    stateStyles,
    lazyStyles,
    css`
      :host {
        --_behind: var(--_surface);
        border-inline-start: 1px solid var(--_line);
        background: var(--_surface);
        container-type: inline-size;
      }
      .scroll {
        gap: 0;
        padding: 0;
        overflow: hidden;
      }
      .top h2 {
        flex: none;
      }
      .where {
        flex: 1;
        min-block-size: max(24px, var(--_target));
        border-radius: 4px;
        color: var(--_muted);
        font: var(--_t1);
      }
      .where:hover {
        color: var(--_text);
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      onrecord-timeline {
        flex: 1;
      }
      .also {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: max(24px, var(--_target));
        padding-inline: 20px;
        color: var(--_muted);
        font: var(--_t1);
        cursor: pointer;
      }
    `,
  ];

  readonly #lazy = new LazyParts(this);
  readonly #reading = new Reading();
  readonly #quotes = new Quotes(this, async (id) => (await this.store?.message(id)) ?? null);
  #open: string | null = null;
  #gone = "";
  #read = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate("view");
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.#id() !== this.#open) this.#enter();
    if (this.state) this.#reading.recall(this.state, this.#place(), true);
  }

  override focusFirst(): void {
    const composer = writingIn(this.renderRoot);
    if (composer && matchMedia("(hover: hover)").matches) composer.focusText();
    else super.focusFirst();
  }

  #id(): string | null {
    return this.view?.kind === "thread" ? this.view.thread : null;
  }

  #place(): string {
    return this.view?.kind === "thread" ? this.view.conversation : "";
  }

  #thread(): ThreadState | null {
    return this.state?.threads[this.#id() ?? ""] ?? null;
  }

  #enter(): void {
    this.#leave();
    const id = this.#id();
    if (!id || !this.store || !this.isConnected) return;
    this.#open = id;
    this.#gone = "";
    this.#read = -1;
    this.#quotes.forget();
    openThread(this.store.port, id).then(
      () => this.focusFirst(),
      (error: unknown) => {
        this.#gone = problemOf(error).detail;
        this.requestUpdate();
      },
    );
  }

  #leave(): void {
    clearTimeout(this.#timer);
    if (this.#open && this.store) closeThread(this.store.port, this.#open);
    this.#open = null;
  }

  #conversation(): ConversationState | null {
    const thread = this.#thread();
    const at = this.state?.conversations[this.#place()];
    const id = this.#id();
    return thread && at && id ? asConversation(at, id, thread, this.#draft()) : null;
  }

  #draft(): Draft | null {
    return this.state && draftOf(this.state, this.#id());
  }

  #typed(draft: Draft | null): void {
    const thread = this.#id();
    if (this.store && thread) begin(this.store, thread, draft);
  }

  /** Do something as the thread that is shown now. */
  #as(run: (place: Stand) => void): void {
    const { store, side } = this;
    const thread = this.#id();
    if (!store || !thread) return;
    run({
      store,
      conversationId: this.#place(),
      conversation: this.#conversation(),
      readers: this.#reading.readers,
      can: this.#reading.can,
      draft: () => draftOf(store.state, thread),
      setDraft: (draft) => begin(store, thread, draft),
      summon: (tag, then) => void this.#lazy.summon(tag, then),
      beside: (view) => side?.open(view),
      reveal: (id) => this.#reveal(id),
      attempt: (work) => void this.attempt(() => work),
      fail: (key) => (this.failed = this.t(key)),
    });
  }

  async #reveal(id: string | null): Promise<void> {
    const shown = id && this.find<OnrecordTimeline>("onrecord-timeline")?.reveal(id);
    if (id && !shown) this.side?.reveal(this.#place(), id);
  }

  /** How a message goes that waited for its files, wherever one is by then. */
  #outlet(place: string, thread: string | null): Parked["send"] {
    const { store } = this;
    const also = this.#draft()?.also ? { also_in_channel: true } : {};
    const aside = thread ? { thread_id: thread, ...also } : {};
    return (text, replyTo, options) =>
      void store?.send(place, text, replyTo, { ...options, ...aside });
  }

  #send(text: string, replyTo: string | null): void {
    const thread = this.#id();
    if (!thread) return;
    const also = this.#draft()?.also ? { also_in_channel: true } : {};
    this.failed = "";
    this.store?.send(this.#place(), text, replyTo, { thread_id: thread, ...also });
    this.store?.setDraft(thread, null);
  }

  /** Read marks go out together, a moment after the last one. */
  #seen(position: number): void {
    const id = this.#id();
    const known = this.#thread()?.root.thread?.read_position ?? -1;
    if (!id || position <= Math.max(known, this.#read)) return;
    this.#read = position;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.store) readThread(this.store.port, id, this.#read).catch(() => (this.#read = -1));
    }, READ_MS);
  }

  protected override render(): TemplateResult {
    const at = this.#conversation();
    return this.frame(this.t("thread.title"), at ? this.#content(at) : this.#waiting(), {
      tools: at ? this.#tools(at) : nothing,
    });
  }

  #waiting(): TemplateResult {
    if (this.#gone) return emptyState("thread", this.t("thread.gone"), this.#gone);
    return skeletonRows(this.t("wait.messages"), 4);
  }

  #tools(at: ConversationState): TemplateResult {
    const following = this.#thread()?.root.thread?.following ?? false;
    const label = this.t(following ? "thread.unfollow" : "thread.follow");
    const title = this.state ? conversationTitle(this.state, at.info) : "";
    const shown = this.t("thread.show");
    return html`<button
        type="button"
        class="where clip"
        dir="auto"
        title=${shown}
        @click=${() => this.side?.reveal(this.#place(), this.#id() ?? "")}
      >
        ${title}<span class="sr">, ${shown}</span>
      </button>
      <button
        type="button"
        class="icon"
        aria-pressed=${following ? "true" : "false"}
        aria-label=${this.t("thread.follow")}
        title=${label}
        @click=${() => this.#follow(!following)}
      >
        ${icon(following ? "bell" : "mute")}
      </button>`;
  }

  #follow(following: boolean): void {
    const [store, id] = [this.store, this.#id()];
    if (store && id) void this.attempt(() => follow(store.port, id, following));
  }

  #content(at: ConversationState): TemplateResult {
    const { store } = this;
    const id = this.#id() ?? "";
    const older = (): void => void (store && olderReplies(store.port, id));
    return html`<onrecord-timeline
        exportparts=${PARTS}
        .speech=${this.speech}
        .store=${store}
        .conversation=${at}
        .thread=${id}
        .readers=${this.#reading.readers}
        .quotes=${this.#quotes.known}
        .can=${this.#reading.can}
        .who=${(message: Message, emoji: string) => store && whoReacted(store, message, emoji)}
        @older=${older}
        @retry-load=${() => store && openThread(store.port, id)}
        @read=${(e: CustomEvent<number>) => this.#seen(e.detail)}
        @need=${(e: CustomEvent<string>) => void this.#quotes.need(e.detail)}
        @act=${(e: CustomEvent<Done>) => this.#as((place) => act(place, e.detail))}
      ></onrecord-timeline>
      ${this.#reading.can.writes ? this.#write(at) : nothing}
      ${
        store
          ? drawDialogs(this.#lazy, this.speech, store, (done) =>
              this.#as((place) => act(place, done)),
            )
          : nothing
      }`;
  }

  #write(at: ConversationState): TemplateResult {
    const draft = this.#draft();
    const { limit, sendOn } = habits(this.state);
    const asks = asksHere(this.#lazy, this, at);
    return html`${asks ? this.#asking(draft) : this.#also(at, draft)}
      <onrecord-composer
        ?hidden=${asks}
        exportparts=${PARTS}
        .speech=${this.speech}
        .conversationId=${this.#id()}
        .port=${this.store?.port ?? null}
        .room=${at.info.id}
        .outlet=${() => this.#outlet(at.info.id, this.#id())}
        .draft=${draft}
        .people=${this.#reading.named}
        .about=${this.#quotes.about(draft, at, this.#reading.readers)}
        .limit=${limit}
        .hint=${this.t("thread.reply")}
        .closed=${frozenText(this.speech, this.state)}
        .sendOn=${sendOn}
        @send-on=${(e: CustomEvent<SendOn>) => this.store?.setSendOn(e.detail)}
        @draft=${(e: CustomEvent<Draft | null>) => this.#typed(e.detail)}
        @send=${(e: CustomEvent<{ text: string; replyTo: string | null }>) =>
          this.#send(e.detail.text, e.detail.replyTo)}
        @save=${(e: CustomEvent<string>) => this.#as((place) => save(place, e.detail))}
        @edit-last=${() => this.#as(editLast)}
      ></onrecord-composer>`;
  }

  #asking(draft: Draft | null): unknown {
    const view = { kind: "policy", conversation: this.#place() } as const;
    const read = (): void => this.side?.open(view);
    const done = (): void => writingIn(this.renderRoot)?.focusText();
    return askFirst(this.#lazy, this, draft, read, done);
  }

  #also(at: ConversationState, draft: Draft | null): TemplateResult | typeof nothing {
    if (draft?.editing || at.info.kind === "direct") return nothing;
    const choose = (event: Event): void => {
      const also = (event.target as HTMLInputElement).checked;
      this.store?.setDraft(this.#id() ?? "", { ...(this.#draft() ?? EMPTY), also });
    };
    return html`<label class="also"
      ><input type="checkbox" .checked=${draft?.also ?? false} @change=${choose} />
      ${this.t("thread.also")}</label
    >`;
  }
}

function habits(state: ChatState | null): { limit: number; sendOn: SendOn } {
  const limit = state?.me?.limits.text_code_points ?? LIMIT;
  return { limit, sendOn: state?.sendOn ?? "enter" };
}

function draftOf(state: ChatState, thread: string | null): Draft | null {
  return state.threadDrafts[thread ?? ""] ?? null;
}

/** Whether it is shown in the conversation too stays as it was chosen. */
function begin(store: ChatStore, thread: string, draft: Draft | null): void {
  const also = draftOf(store.state, thread)?.also ?? false;
  store.setDraft(thread, also ? { ...(draft ?? EMPTY), also } : draft);
}
