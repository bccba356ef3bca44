import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import { problemOf } from "../../core/problems.ts";
import { conversationTitle, personName } from "../../core/selectors.ts";
import type { ChatState, ChatStore, ConversationState, Draft } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import { icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import type { Readers } from "../body/body.ts";
import type { About, OnrecordComposer } from "../composer/composer.component.ts";
import type { Named } from "../composer/mentions.ts";
import { typingText } from "../list/rows.ts";
import type { OnrecordMenu } from "../menu/menu.component.ts";
import { type ActionName, copyText } from "../message/message.ts";
import type { OnrecordRemoval } from "../removal/removal.component.ts";
import { emptyState, stateStyles } from "../states/states.ts";
import type { Entry } from "../timeline/items.ts";
import type { OnrecordTimeline } from "../timeline/timeline.component.ts";
import type { OnrecordVersions } from "../versions/versions.component.ts";
import { roomStyles } from "./room.styles.ts";

interface Done {
  readonly name: ActionName;
  readonly entry: Entry;
}

const LIMIT = 20_000;
const NOTHING: Draft = { text: "", replyTo: null, editing: null };

/**
 * One conversation with everything round it, bound to the store.
 *
 * Tells `back`, `details`, `close` and `problem` (problem).
 */
export class OnrecordRoom extends OnrecordElement {
  static override styles = [reset, buttons, stateStyles, roomStyles];

  @property({ attribute: false }) store: ChatStore | null = null;
  @property({ attribute: false }) state: ChatState | null = null;
  @property({ attribute: false }) conversationId = "";
  @property({ attribute: false }) active = true;
  @property({ attribute: false }) back = false;
  @property({ attribute: false }) closable = false;
  @property({ attribute: false }) detailed = false;

  @state() private quotes: ReadonlyMap<string, Message | null> = new Map();
  @state() private failed = "";

  #readers: Readers = { me: "", name: (id) => id };
  #named: readonly Named[] = [];
  #asked = new Set<string>();
  #open: string | null = null;

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
    if (changed.has("state")) this.#recall(changed.get("state") ?? null);
  }

  /** Put the caret into the composer. */
  focusComposer(): void {
    this.find<OnrecordComposer>("onrecord-composer")?.focusText();
  }

  #enter(): void {
    if (this.#open === this.conversationId || !this.store) return;
    if (this.#open) this.store.closeConversation(this.#open);
    this.#open = this.conversationId;
    this.#asked.clear();
    this.quotes = new Map();
    this.failed = "";
    this.attempt(this.store.openConversation(this.conversationId));
  }

  /** What follows from the state, made anew only when its part of it changed. */
  #recall(before: ChatState | null): void {
    const { state: now, conversationId: id } = this;
    if (!now) return;
    const me = now.me?.person.id ?? "";
    if (now.people !== before?.people || me !== this.#readers.me)
      this.#readers = { me, name: (person) => personName(now, person) };
    const members = now.conversations[id]?.members;
    if (members !== before?.conversations[id]?.members || now.people !== before?.people)
      this.#named = Object.values(members ?? {}).map(({ person_id, name }) => ({
        id: person_id,
        name: name || personName(now, person_id),
      }));
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

  async #need(id: string): Promise<void> {
    if (this.#asked.has(id) || !this.store) return;
    this.#asked.add(id);
    const message = await this.store.message(id).catch(() => null);
    this.quotes = new Map(this.quotes).set(id, message);
  }

  #act({ name, entry }: Done): void {
    const acts: Record<ActionName, () => void> = {
      reply: () => this.#begin({ ...NOTHING, ...this.#kept(), replyTo: entry.message?.id ?? null }),
      edit: () => this.#edit(entry.message),
      copy: () => this.#copy(entry.text ?? ""),
      versions: () => this.#versions(entry.message),
      remove: () => this.#remove(entry),
      retry: () => this.store?.retry(entry.key),
      discard: () => this.#discard(entry),
      goto: () => void this.#goto(entry.replyTo),
    };
    acts[name]();
  }

  /** What is being written stays when a reply begins. */
  #kept(): Pick<Draft, "text"> {
    const draft = this.#conversation()?.draft;
    return { text: draft && !draft.editing ? draft.text : "" };
  }

  #begin(draft: Draft | null): void {
    this.store?.setDraft(this.conversationId, draft);
  }

  #edit(message: Message | null): void {
    if (message?.text != null) this.#begin({ text: message.text, replyTo: null, editing: message.id });
  }

  #editLast(): void {
    const me = this.#readers.me;
    const messages = this.#conversation()?.timeline?.messages ?? [];
    this.#edit(messages.findLast((m) => m.author === me && m.state === "active") ?? null);
  }

  #copy(text: string): void {
    const copied = navigator.clipboard?.writeText(copyText(text, this.#readers));
    if (!copied) this.failed = this.t("error.copy");
    copied?.catch(() => (this.failed = this.t("error.copy")));
  }

  #versions(message: Message | null): void {
    const fetched = message && this.store?.versions(message.id);
    const shown = (text: string): string => copyText(text, this.#readers);
    if (fetched) void this.find<OnrecordVersions>("onrecord-versions")?.show(fetched, shown);
  }

  #remove({ message, own }: Entry): void {
    if (message) this.find<OnrecordRemoval>("onrecord-removal")?.ask(message, own);
  }

  #discard(entry: Entry): void {
    const text = this.store?.discard(entry.key);
    const draft = this.#conversation()?.draft;
    if (text && !draft?.text) this.#begin({ ...NOTHING, text });
  }

  async #goto(id: string | null): Promise<void> {
    const message = id ? await this.store?.message(id).catch(() => null) : null;
    if (!message || message.position === null) return;
    await this.store?.openConversation(this.conversationId, message.position);
    await this.updateComplete;
    const timeline = this.find<OnrecordTimeline>("onrecord-timeline");
    await timeline?.updateComplete;
    timeline?.reveal(message.id);
  }

  #send({ text, replyTo }: { text: string; replyTo: string | null }): void {
    this.failed = "";
    this.store?.send(this.conversationId, text, replyTo);
    this.#begin(null);
  }

  #save(text: string): void {
    const id = this.#conversation()?.draft?.editing;
    const found = this.#conversation()?.timeline?.messages.find((message) => message.id === id);
    if (!this.store || !id) return;
    const store = this.store;
    const change = async (): Promise<void> => {
      const message = found ?? (await store.message(id));
      if (message && message.text !== text) await store.edit(message, text);
      this.#begin(null);
    };
    this.attempt(change());
  }

  #about(draft: Draft | null): About | null {
    const id = draft?.editing ?? draft?.replyTo;
    if (!id) return null;
    const messages = this.#conversation()?.timeline?.messages;
    const message = messages?.find((one) => one.id === id) ?? this.quotes.get(id);
    if (message === undefined) void this.#need(id);
    const line = copyText(message?.text ?? "", this.#readers).replace(/\s+/g, " ");
    return { name: message ? this.#readers.name(message.author) : "", line };
  }

  protected override render(): unknown {
    const { state, store } = this;
    const conversation = this.#conversation();
    if (!state || !store) return nothing;
    if (!conversation && state.listLoading === null && state.me)
      return emptyState("chat", this.t("chat.gone"), this.t("chat.gone_next"), {
        label: this.t("action.back"),
        run: () => this.tell("back"),
      });
    const heading = conversation ? conversationTitle(state, conversation.info) : "";
    return html`${this.#head(state, conversation, heading)}
    ${this.#timeline(conversation, heading)} ${this.#foot(state, conversation, heading)}
    ${this.#dialogs(store)}`;
  }

  #head(state: ChatState, at: ConversationState | null, heading: string): TemplateResult {
    const counterpart = at?.info.counterpart;
    return html`<onrecord-header
        .speech=${this.speech}
        .conversation=${at?.info ?? null}
        .heading=${heading || this.t("conversation.untitled")}
        .presence=${counterpart ? state.presence[counterpart] : undefined}
        .detailed=${this.detailed}
        ?back=${this.back}
        ?closable=${this.closable}
        @back=${() => this.tell("back")}
        @close=${() => this.tell("close")}
        @details=${() => this.tell("details")}
        @mute=${(e: CustomEvent<boolean>) => this.#mute(e.detail)}
      ></onrecord-header>
      <onrecord-record
        .speech=${this.speech}
        .tenant=${state.me?.tenant ?? ""}
        .members=${at?.info.member_count ?? 0}
        .checkpoint=${state.checkpoint}
        @checkpoint=${() => void this.store?.loadCheckpoint().catch(() => undefined)}
      ></onrecord-record>
      <onrecord-banner
        .speech=${this.speech}
        .connection=${state.connection}
        .waiting=${waiting(state)}
        @reconnect=${() => this.store?.reconnectNow()}
      ></onrecord-banner>`;
  }

  #mute(muted: boolean): void {
    if (this.store) this.attempt(this.store.mute(this.conversationId, muted));
  }

  #timeline(at: ConversationState | null, heading: string): TemplateResult {
    const id = this.conversationId;
    const store = this.store;
    const load = (work: Promise<void> | undefined): void => void work?.catch(() => undefined);
    return html`<onrecord-timeline
      .speech=${this.speech}
      .conversation=${at}
      .heading=${heading}
      .readers=${this.#readers}
      .quotes=${this.quotes}
      .active=${this.active}
      @older=${() => load(store?.loadOlder(id))}
      @newer=${() => load(store?.loadNewer(id))}
      @latest=${() => load(store?.jumpToLatest(id))}
      @retry-load=${() => load(store?.openConversation(id))}
      @read=${(e: CustomEvent<number>) => store?.markRead(id, e.detail)}
      @need=${(e: CustomEvent<string>) => void this.#need(e.detail)}
      @act=${(e: CustomEvent<Done>) => this.#act(e.detail)}
      @menu=${(e: CustomEvent<Entry>) =>
        this.find<OnrecordMenu>("onrecord-menu")?.offer(e.detail, at?.info.role !== "member")}
    ></onrecord-timeline>`;
  }

  #foot(state: ChatState, at: ConversationState | null, heading: string): TemplateResult {
    const typing = Object.keys(at?.typing ?? {});
    const id = this.conversationId;
    return html`${this.failed ? this.#failure() : nothing}
      <div class="typing" part="typing" aria-live="polite">
        ${typing.length > 0
          ? html`<i></i><span class="clip">${typingText(state, typing, this.speech)}</span>`
          : nothing}
      </div>
      <onrecord-composer
        .speech=${this.speech}
        .conversationId=${id}
        .draft=${at?.draft ?? null}
        .people=${this.#named}
        .about=${this.#about(at?.draft ?? null)}
        .limit=${state.me?.limits.text_code_points ?? LIMIT}
        .heading=${heading}
        @draft=${(e: CustomEvent<Draft | null>) => this.#begin(e.detail)}
        @send=${(e: CustomEvent<{ text: string; replyTo: string | null }>) => this.#send(e.detail)}
        @save=${(e: CustomEvent<string>) => this.#save(e.detail)}
        @typing=${() => this.store?.typing(id)}
        @edit-last=${() => this.#editLast()}
      ></onrecord-composer>`;
  }

  #failure(): TemplateResult {
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

  #dialogs(store: ChatStore): TemplateResult {
    return html`<onrecord-menu
        .speech=${this.speech}
        @act=${(e: CustomEvent<Done>) => this.#act(e.detail)}
      ></onrecord-menu>
      <onrecord-removal
        .speech=${this.speech}
        .perform=${(message: Message, reason: string) =>
          store.remove(message, reason || undefined)}
      ></onrecord-removal>
      <onrecord-versions .speech=${this.speech}></onrecord-versions>`;
  }
}

/** How many messages wait for the connection, everywhere. */
function waiting(state: ChatState): number {
  return Object.values(state.conversations).reduce(
    (sum, { pending }) => sum + pending.filter((one) => one.status !== "failed").length,
    0,
  );
}
