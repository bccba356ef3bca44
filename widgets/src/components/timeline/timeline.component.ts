import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";

import { OnrecordElement } from "../../base/element.ts";
import { LazyParts, isReady } from "../../base/lazy.ts";
import type { ChatStore, ConversationState, Timeline } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { avatarStyles } from "../avatar/avatar.ts";
import { type Readers, bodyStyles } from "../body/body.ts";
import { type Abilities, type ActionName, type Detail, INABILITY } from "../message/actions.ts";
import { type Stage, drawMessage } from "../message/message.ts";
import { extrasStyles } from "../message/extras.styles.ts";
import { messageStyles } from "../message/message.styles.ts";
import type { Reacted } from "../reactions/reactions.component.ts";
import { emptyState, skeletonRows, stateStyles } from "../states/states.ts";
import {
  announcement,
  beginning,
  drawDay,
  drawNotice,
  drawReplies,
  drawUnread,
} from "./dividers.ts";
import { type Entry, type Item, countAfter, timelineItems } from "./items.ts";
import { type Layout, announces, drawAnnounced, layoutOf } from "./layout.ts";
import { LongPress } from "./long_press.ts";
import { ScrollKeeper, findKey, lastVisibleKey } from "./scroll.ts";
import { timelineStyles } from "./timeline.styles.ts";

const LOAD_AHEAD = 800;
const GONE = new Error("There is no message.");
const NOBODY: Readers = { me: "", name: (id) => id };

/**
 * The messages of one conversation.
 *
 * Tells `older`, `newer`, `latest`, `retry-load`, `read` (position), `need` (message id), `side` (view) and `act`
 * ({name, entry, detail}).
 */
export class OnrecordTimeline extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    avatarStyles,
    bodyStyles,
    stateStyles,
    messageStyles,
    extrasStyles,
    timelineStyles,
  ];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) conversation: ConversationState | null = null;
  @property({ attribute: false }) heading = "";
  @property({ attribute: false }) readers: Readers = NOBODY;
  @property({ attribute: false }) quotes: ReadonlyMap<string, Message | null> = new Map();
  /** Whether the reader sees the page: read marks are told only then. */
  @property({ attribute: false }) active = true;
  @property({ attribute: false }) can: Abilities = INABILITY;
  /** Finds out who reacted to a message with an emoji; set by the parent. */
  who: (message: Message, emoji: string) => Promise<Reacted> = (_, emoji) =>
    Promise.resolve({ emoji, names: [] });
  /** The root of the thread that is shown, instead of the conversation itself. */
  @property({ attribute: false }) thread: string | null = null;
  @property({ reflect: true }) layout: Layout = "bubbles";

  @state() private items: readonly Item[] = [];
  @state() private away = false;
  @state() private spoken = "";

  readonly #lazy = new LazyParts(this);
  #keeper = new ScrollKeeper();
  #press = new LongPress((target) => this.#menuFor(target));
  #resizes: ResizeObserver | null = null;
  #cursor: string | null = null;
  #placed: string | null = null;
  #seen = -1;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes = new ResizeObserver(() => this.#settle());
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const box = this.#box();
    if (box && this.#placed) this.#keeper.scrolled(box);
    if (!changed.has("conversation") && !changed.has("readers")) return;
    const conversation = this.conversation;
    if (!conversation) {
      this.#reset();
      this.items = [];
    } else this.#lay(conversation);
  }

  /** What is shown, of all that could be. */
  #shown({ info }: ConversationState): string {
    return this.thread ?? info.id;
  }

  #lay(conversation: ConversationState): void {
    if (this.#shown(conversation) !== this.#placed) this.#reset();
    const before = this.items;
    this.items = timelineItems(conversation, this.readers.me, this.thread);
    this.layout = layoutOf(conversation.info.kind);
    if (this.#placed) this.#heard(before);
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  protected override updated(): void {
    const box = this.#box();
    const id = this.conversation && this.#shown(this.conversation);
    if (!box || !id || this.items.length === 0) return;
    if (this.#placed === id) this.#keeper.restore(box);
    else this.#place(box, id);
    this.#looked(box);
  }

  /** Show a message and focus it; answers whether it is loaded. */
  reveal(messageId: string): boolean {
    const entry = this.items.find((i) => i.type === "message" && i.message?.id === messageId);
    const box = this.#box();
    if (!box || !entry) return false;
    this.#placed = this.conversation && this.#shown(this.conversation);
    this.#keeper.show(box, () => findKey(box, entry.key));
    this.#focus(entry.key);
    return true;
  }

  /** Go to the newest message. */
  toEnd(): void {
    this.#keeper.follow(this.#box());
    if (this.conversation?.timeline?.hasNewer) this.tell("latest");
  }

  #box(): HTMLElement | null {
    return this.find(".scroll");
  }

  #observe(): void {
    const box = this.#box();
    const log = this.find(".log");
    if (box) this.#resizes?.observe(box);
    if (log) this.#resizes?.observe(log);
  }

  #settle(): void {
    const box = this.#box();
    if (box && this.#placed) this.#keeper.restore(box);
  }

  #reset(): void {
    this.#placed = null;
    this.#cursor = null;
    this.#seen = -1;
    this.spoken = "";
    this.away = false;
  }

  #place(box: HTMLElement, id: string): void {
    this.#placed = id;
    const line = (): HTMLElement | null => box.querySelector(".news");
    if (line()) this.#keeper.show(box, line);
    else this.#keeper.follow(box);
  }

  /** One's own new message goes to the end; those of others are spoken. */
  #heard(before: readonly Item[]): void {
    const last = this.items.at(-1);
    if (last?.type !== "message" || before.some((item) => item.key === last.key)) return;
    if (last.pending) this.#keeper.follow(null);
    else if (!last.own) this.spoken = announcement(last, this.readers, this.speech);
  }

  #scrolled(): void {
    const box = this.#box();
    if (!box || !this.#placed) return;
    this.#keeper.scrolled(box);
    this.#looked(box);
    const timeline = this.conversation?.timeline;
    if (timeline && !timeline.loading) this.#load(box, timeline);
  }

  #load(box: HTMLElement, { hasOlder, hasNewer }: Timeline): void {
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (hasOlder && box.scrollTop < LOAD_AHEAD) this.tell("older");
    else if (hasNewer && below < LOAD_AHEAD) this.tell("newer");
  }

  #looked(box: HTMLElement): void {
    this.away = !this.#keeper.atEnd || this.conversation?.timeline?.hasNewer === true;
    const key = lastVisibleKey(box);
    const item = this.items.find((each) => each.key === key);
    if (item?.type === "message") this.#read(item.message?.position ?? -1);
  }

  #read(position: number): void {
    if (!this.active || position <= this.#seen) return;
    this.#seen = position;
    this.tell("read", position);
  }

  #stage(): Stage {
    return {
      speech: this.speech,
      readers: this.readers,
      kind: this.conversation?.info.kind ?? "direct",
      can: this.can,
      quoted: (id) => this.#quoted(id),
      act: (name, entry, detail) => this.#act(name, entry, detail),
      who: ({ message }, emoji) => (message ? this.who(message, emoji) : Promise.reject(GONE)),
      store: this.store,
      announced: (entry) => this.#announced(entry),
    };
  }

  #quoted(id: string): Message | null | undefined {
    const loaded = this.conversation?.timeline?.messages.find((message) => message.id === id);
    if (loaded) return loaded;
    if (!this.quotes.has(id)) queueMicrotask(() => this.tell("need", id));
    return this.quotes.get(id);
  }

  #announced(entry: Entry): unknown {
    if (!announces(entry, this.conversation)) return nothing;
    return this.#lazy.quiet("onrecord-announced", () =>
      drawAnnounced(entry, this.conversation, this.store, this.speech, (view) =>
        this.tell("side", view),
      ),
    );
  }

  #act(name: ActionName, entry: Entry, detail: Detail = {}): void {
    if (name === "goto" && entry.replyTo && this.reveal(entry.replyTo)) return;
    this.tell("act", { name, entry, detail });
  }

  #menuFor(target: HTMLElement): void {
    const message = target.closest<HTMLElement>("[data-key]");
    const entry = this.items.find((item) => item.key === message?.dataset["key"]);
    const anchor = message?.querySelector(".bubble-line") ?? message;
    if (entry?.type === "message") this.#act("more", entry, anchor ? { anchor } : {});
  }

  #keyed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (!target.matches("[data-key]")) return;
    if (["Enter", " ", "ContextMenu"].includes(event.key)) {
      event.preventDefault();
      this.#menuFor(target);
      return;
    }
    this.#step(event);
  }

  #step(event: KeyboardEvent): void {
    const keys = this.items.filter((item) => item.type === "message").map((item) => item.key);
    const at = keys.indexOf(this.#cursor ?? "");
    const steps: Record<string, number> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: keys.length - 1,
    };
    const next = keys[steps[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    this.#focus(next);
  }

  #focus(key: string): void {
    this.#cursor = key;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const box = this.#box();
      if (box) findKey(box, key)?.focus();
    });
  }

  #focused(event: FocusEvent): void {
    const key = (event.target as HTMLElement).closest<HTMLElement>("[data-key]")?.dataset["key"];
    if (!key || key === this.#cursor) return;
    this.#cursor = key;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const timeline = this.conversation?.timeline;
    return html`
      <div
        class="scroll"
        part="timeline"
        tabindex="-1"
        @scroll=${this.#scrolled}
        @keydown=${this.#keyed}
        @focusin=${this.#focused}
        @pointerdown=${(event: PointerEvent) => this.#press.down(event)}
        @pointermove=${(event: PointerEvent) => this.#press.move(event)}
        @pointerup=${() => this.#press.up()}
        @pointercancel=${() => this.#press.up()}
      >
        <div class="log" role="log" aria-live="off" aria-label=${this.t("timeline.label")}>
          ${this.#content()}
        </div>
      </div>
      ${timeline && this.away ? this.#waiting() : nothing}
      <div class="sr" aria-live="polite">${this.spoken}</div>
    `;
  }

  #content(): unknown {
    const timeline = this.conversation?.timeline;
    if (timeline?.problem && this.items.length === 0)
      return emptyState("alert", this.t("error.timeline"), timeline.problem.detail, {
        label: this.t("action.retry"),
        run: () => this.tell("retry-load"),
      });
    if (!timeline || timeline.loading === "first") return skeletonRows(this.t("wait.messages"), 6);
    return this.#messages(timeline);
  }

  #messages({ hasOlder, loading }: Timeline): TemplateResult {
    const stage = this.#stage();
    const focusable = this.#cursor ?? this.items.findLast((item) => item.type === "message")?.key;
    const wait = this.t("wait.messages");
    return html`
      ${hasOlder || this.thread ? nothing : beginning(this.conversation, this.heading, this.speech)}
      ${loading === "older" ? skeletonRows(wait, 3) : nothing}
      ${repeat(
        this.items,
        (item) => item.key,
        (item) => this.#item(item, stage, focusable === item.key),
      )}
      ${loading === "newer" ? skeletonRows(wait, 2) : nothing}
    `;
  }

  #item(item: Item, stage: Stage, focusable: boolean): unknown {
    if (item.type === "day") return drawDay(item.at, this.speech);
    if (item.type === "unread") return drawUnread(this.speech);
    if (item.type === "replies") return drawReplies(item.count, this.speech);
    if (item.type === "notice") return drawNotice(item.notice, this.readers, this.speech);
    const { message, pending, first, last, receipt } = item;
    const { can, readers, speech } = stage;
    const read = receipt && `${receipt.state}${receipt.readBy.join()}`;
    return guard(
      [
        message,
        pending,
        first,
        last,
        read,
        ...this.#about(item),
        focusable,
        can,
        readers,
        speech,
        isReady("onrecord-announced"),
      ],
      () => drawMessage(item, stage, focusable),
    );
  }

  /** The messages that one answers, as far as they are known. */
  #about({ replyTo, message }: Entry): (Message | null | undefined)[] {
    const root = this.can.inThread ? null : message?.thread_id;
    return [replyTo ? this.#quoted(replyTo) : null, root ? this.#quoted(root) : null];
  }

  #waiting(): TemplateResult {
    const unseen = this.conversation?.timeline?.hasNewer
      ? (this.conversation.info.unread ?? 0)
      : countAfter(this.items, this.#seen);
    return html`<div class="waiting">
      <button
        type="button"
        class=${unseen > 0 ? "news" : ""}
        part="to-end"
        @click=${() => this.toEnd()}
      >
        ${icon("down", 16)}
        ${unseen > 0 ? this.t("timeline.waiting", { count: unseen }) : this.t("timeline.to_latest")}
      </button>
    </div>`;
  }
}
