import { type PropertyValues, type TemplateResult, html } from "lit";
import { property } from "lit/decorators.js";

import type { Addresses, Place } from "../../base/addresses.ts";
import { LazyParts, lazyStyles } from "../../base/lazy.ts";
import { PARTS } from "../../base/parts.ts";
import { OnrecordShell } from "../../base/shell.ts";
import { Side, type SideHost, type SideView } from "../../base/side.ts";
import { isShutOut, myId } from "../../base/state.ts";
import type { Problem } from "../../core/problems.ts";
import type { ChatState, ChatStore } from "../../core/types.ts";
import type { CreateConversation } from "../../generated/wire.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { tokens } from "../../styles/tokens.ts";
import type { OnrecordList } from "../list/list.component.ts";
import { listPlaces } from "../list/places.ts";
import { type Section, listSections } from "../list/rows.ts";
import type { OnrecordRoom } from "../room/room.component.ts";
import type { OnrecordStarter } from "../starter/starter.component.ts";
import { emptyState, stateStyles } from "../states/states.ts";
import { chatStyles, paneStyles } from "./chat.styles.ts";

/**
 * The whole chat: list, conversation and what stands beside it, as many beside each other as there is room for.
 *
 * @event onrecord-open - A conversation was opened; `detail` is `{conversationId, subject}`.
 * @event onrecord-unread - The totals changed; `detail` is `{unread, mentions}`.
 * @event onrecord-error - Something was refused; `detail` is the problem.
 */
export class OnrecordChat extends OnrecordShell implements SideHost {
  static override styles = [
    tokens,
    reset,
    buttons,
    stateStyles,
    lazyStyles,
    paneStyles,
    chatStyles,
  ];

  /** The conversation that is open. */
  @property({ attribute: "conversation-id", reflect: true }) conversationId: string | null = null;
  /** The host's object whose conversation is open, such as `order:1234`. */
  @property() subject: string | null = null;
  /** Whether there is a button that closes; tells `close` only. */
  @property({ attribute: false }) closable = false;

  /** Whether the element is in sight; a closed panel is not. */
  @property({ attribute: false }) shown = true;

  /** The keys that open the search while the focus is in the element: `mod-k`, or `off`. */
  @property({ attribute: "search-key" }) searchKey: "mod-k" | "off" = "mod-k";

  /** Whether the location of the page names the conversation: for a page that is the chat. */
  @property({ type: Boolean }) addresses = false;

  /** A path of the app that the list leads back to: for a page that is the chat. */
  @property() home: string | null = null;

  /** The pane beside the conversation. */
  readonly side = new Side(this, this);
  readonly #lazy = new LazyParts(this);
  #addresses: Addresses | null = null;
  /** Objects whose titles were asked for. */
  readonly #named = new Set<string>();
  #kept: string | null = null;
  #sections: readonly Section[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.addresses) void this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#addresses?.stop();
  }

  /** Ctrl+K or ⌘+K searches: only from within, so that the page keeps its own keys. */
  #keyed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey } = event;
    if (this.searchKey === "off" || key !== "k" || !(ctrlKey || metaKey)) return;
    event.preventDefault();
    this.side.open({ kind: "search", conversation: null });
  }

  async #listen(): Promise<void> {
    const { Addresses } = await import("../../base/addresses.ts");
    if (!this.isConnected) return;
    this.#addresses ??= new Addresses((place) => this.#go(place));
    this.#addresses.listen();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("subject") && this.subject) void this.#find(this.subject);
    if (changed.has("conversationId")) this.#opened();
    if (this.state && ["state", "speech", "conversationId"].some((name) => changed.has(name)))
      this.#sections = listSections(this.state, this.speech, this.#kept, this.conversationId);
    if (changed.has("state")) this.#titles();
  }

  /** A conversation with no title of its own is called what its object is called. */
  #titles(): void {
    const { order = [], conversations = {}, subjects = {} } = this.state ?? {};
    const untitled = order.flatMap((id) => {
      const { title, counterpart, subject } = conversations[id]?.info ?? {};
      return title || counterpart || !subject || subject in subjects ? [] : subject;
    });
    const fresh = untitled.filter((subject) => !this.#named.has(subject));
    fresh.forEach((subject) => this.#named.add(subject));
    if (fresh.length > 0) void this.#want(fresh);
  }

  async #want(subjects: readonly string[]): Promise<void> {
    const { wantCards } = await import("../../core/subjects/actions.ts");
    if (this.used) wantCards(this.used.port, subjects);
  }

  /** Put the focus where reading begins: on the list, or on what is open. */
  async focusFirst(): Promise<void> {
    await this.updateComplete;
    const room = this.find<OnrecordRoom>("onrecord-room");
    const list = this.find<OnrecordList>("onrecord-list");
    await (room ?? list)?.updateComplete;
    if (room) room.focusTitle();
    else list?.focusRow();
  }

  async #find(subject: string): Promise<void> {
    const id = await this.used?.openSubject(subject).catch(() => null);
    if (id && this.subject === subject) this.conversationId = id;
  }

  #opened(): void {
    const id = this.conversationId;
    this.#kept = null;
    this.side.keep((view) => !("conversation" in view) || view.conversation === id);
    this.#addresses?.moved(id);
    if (id) this.#tellOpen(id);
  }

  #tellOpen(id: string): void {
    const { unread = 0, subject = null } = this.state?.conversations[id]?.info ?? {};
    if (unread > 0) this.#kept = id;
    this.emit("onrecord-open", { conversationId: id, subject });
  }

  #go({ conversation, message }: Place): void {
    if (conversation) this.show(conversation, message);
    else this.conversationId = null;
  }

  /** Show a conversation, and a message in it. */
  show(id: string, message: string | null): void {
    this.conversationId = id;
    if (message) void this.#room().then((room) => room?.reveal(message));
  }

  looksAt(): string | null {
    return this.shown ? this.conversationId : null;
  }

  goTo(id: string, message: string): boolean {
    this.side.reveal(id, message);
    return true;
  }

  left(id: string): void {
    if (this.conversationId === id) this.#leaveRoom();
  }

  focusBack(): void {
    void this.focusFirst();
  }

  focusWriting(): void {
    void this.#room().then((room) => (room ? room.focusComposer() : this.focusFirst()));
  }

  covers(): boolean {
    return this.find("onrecord-room, .choose")?.offsetParent === null;
  }

  async #room(): Promise<OnrecordRoom | null> {
    await this.updateComplete;
    const room = this.find<OnrecordRoom>("onrecord-room");
    await room?.updateComplete;
    return room;
  }

  #open(id: string): void {
    this.conversationId = id;
    this.side.keep(() => !this.covers());
    void this.#room().then((room) => {
      if (matchMedia("(hover: hover)").matches) room?.focusComposer();
      else room?.focusTitle();
    });
  }

  #leaveRoom(): void {
    this.conversationId = null;
    this.subject = null;
    void this.updateComplete.then(() => this.find<OnrecordList>("onrecord-list")?.focusRow());
  }

  #view(): "list" | "room" | "side" {
    if (this.side.view) return "side";
    return this.conversationId ? "room" : "list";
  }

  protected override render(): TemplateResult {
    const { state: now, used: store } = this;
    if (!now || !store) return html``;
    if (isShutOut(now)) return this.#refused(now.connection.problem);
    const id = this.conversationId;
    return html`<div
      class="panes"
      data-view=${this.#view()}
      part="panes"
      @keydown=${this.#keyed}
      @outside=${() => this.#start("outside")}
    >
      ${this.#list(now, store)} ${id ? this.#conversation(now, store, id) : this.#choose()}
      ${this.side.draw(store, now)}
      ${this.#lazy.dialog("onrecord-starter", () => this.#starter(now, store))}
    </div>`;
  }

  #starter(now: ChatState, store: ChatStore): TemplateResult {
    return html`<onrecord-starter
      exportparts=${PARTS}
      .speech=${this.speech}
      .me=${myId(now)}
      .port=${store.port}
      .opened=${(id: string) => this.#open(id)}
      .spaces=${Object.values(now.spaces)}
      .search=${(query: string) => store.searchPeople(query)}
      .create=${(command: CreateConversation) => this.#create(store, command)}
    ></onrecord-starter>`;
  }

  /** Who has to acknowledge the policy before writing reads it first. */
  #start(kind?: "outside"): void {
    if (this.state?.policy?.must_acknowledge)
      return this.side.open({ kind: "policy", conversation: this.conversationId ?? "" });
    void this.#lazy.summon<OnrecordStarter>("onrecord-starter", (starter) => starter.open(kind));
  }

  #refused(problem: Problem | null): TemplateResult {
    return html`<div class="alone">
      ${emptyState("alert", this.t("chat.signed_out"), problem?.detail ?? "", {
        label: this.t("action.retry"),
        run: () => this.used?.reconnectNow(),
      })}
    </div>`;
  }

  #list(now: ChatState, store: ChatStore): TemplateResult {
    const branding = now.branding?.branding;
    const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
    return html`<onrecord-list
      exportparts=${PARTS}
      .speech=${this.speech}
      .sections=${this.#sections}
      .places=${listPlaces(now, this.speech)}
      .selected=${this.conversationId}
      .filter=${now.filter}
      .heading=${branding?.product_name ?? this.t("chat.label")}
      .logo=${this.#logo(now, store)}
      .help=${this.#help(branding?.help_url)}
      .home=${this.home}
      .loading=${now.listLoading}
      .problem=${now.listProblem}
      .more=${now.hasMoreConversations}
      ?closable=${this.closable}
      @open=${(event: CustomEvent<string>) => this.#open(event.detail)}
      @fold=${(event: CustomEvent<string>) => store.fold(event.detail)}
      @filter=${(event: CustomEvent<string>) => store.filter(event.detail)}
      @more=${() => quietly(store.loadMoreConversations())}
      @retry=${() => quietly(store.start())}
      @start=${() => this.#start()}
      @side=${(event: CustomEvent<SideView>) => this.side.open(event.detail)}
      @close=${() => this.tell("close")}
    ></onrecord-list>`;
  }

  #logo(now: ChatState, { port }: ChatStore): unknown {
    const branding = now.branding?.branding;
    if (!branding?.logo && !branding?.logo_light) return null;
    return this.#lazy.quiet(
      "onrecord-logo",
      () =>
        html`<onrecord-logo
          exportparts="logo"
          .branding=${branding}
          .port=${port}
        ></onrecord-logo>`,
    );
  }

  #help(address: string | null | undefined): unknown {
    if (!address) return null;
    return this.#lazy.quiet(
      "onrecord-help",
      () =>
        html`<onrecord-help
          exportparts="place"
          .speech=${this.speech}
          .address=${address}
        ></onrecord-help>`,
    );
  }

  async #create(store: ChatStore, command: CreateConversation): Promise<void> {
    const { id } = await store.createConversation(command);
    this.#open(id);
  }

  /** The list beside it offers to begin one where there is none. */
  #choose(): TemplateResult {
    const begin = { label: this.t("list.new"), run: () => this.#start() };
    const some = this.state?.order.length ? begin : undefined;
    return html`<div class="choose">
      ${emptyState("chat", this.t("chat.choose"), this.t("chat.choose_next"), some)}
    </div>`;
  }

  #conversation(now: ChatState, store: ChatStore, id: string): TemplateResult {
    return html`<onrecord-room
      exportparts=${PARTS}
      .speech=${this.speech}
      .store=${store}
      .state=${now}
      .conversationId=${id}
      .sendOn=${this.sendOn}
      .active=${this.visible && this.shown}
      .back=${true}
      .closable=${this.closable}
      .detailed=${this.side.shows("details")}
      @back=${() => this.#leaveRoom()}
      @close=${() => this.tell("close")}
      @details=${() => this.side.toggle({ kind: "details", conversation: id })}
      @side=${(event: CustomEvent<SideView>) => this.side.open(event.detail)}
      @problem=${(event: CustomEvent<Problem>) => this.emit("onrecord-error", event.detail)}
    ></onrecord-room>`;
  }
}
