import type { Attending } from "../../base/attend.ts";
import { type Looking, attentionTo } from "../../core/attention/rule.ts";
import { loadLater } from "../../core/i18n.ts";
import { keywordsIn } from "../../core/keywords.ts";
import { plainText } from "../../core/markdown.ts";
import { conversationTitle, personName } from "../../core/selectors.ts";
import { readerOf } from "../../core/tally.ts";
import type { ChatStore, ConversationState } from "../../core/types.ts";
import type { Message } from "../../generated/wire.ts";
import { parsed } from "../body/body.ts";
import { permission } from "./permission.ts";

/** Meanwhile another window may read it, and its author may think better of it. */
const WAIT_MS = 1_000;
/** After a long absence a few stand for all. */
const MOST_AT_ONCE = 3;
const PREVIEW = 160;

/** Tells the desktop of what arrives, where a person wants that and does not see it anyway. */
export class Notifier {
  readonly #store: ChatStore;
  readonly #elements: ReadonlySet<Attending>;

  constructor(store: ChatStore, elements: ReadonlySet<Attending>) {
    this.#store = store;
    this.#elements = elements;
  }

  /** Messages arrived. */
  heard(messages: readonly Message[]): void {
    if (!this.#store.state.notify) return;
    setTimeout(() => void this.#tell(messages), WAIT_MS);
  }

  async #tell(messages: readonly Message[]): Promise<void> {
    const wanted = messages.filter((one) => this.#asks(one)).slice(-MOST_AT_ONCE);
    if (wanted.length === 0 || permission() !== "granted") return;
    await loadLater().catch(() => undefined);
    for (const message of wanted) this.#show(message);
  }

  #asks(message: Message): boolean {
    const { state } = this.#store;
    const known = state.conversations[message.conversation_id];
    if (!state.notify || !known || this.#isRead(known, message)) return false;
    const { level, muted } = known.info;
    const looking = this.#looking(message.conversation_id);
    const keywords = keywordsIn(state.keywords);
    const hearer = { me: readerOf(state), level, muted, keywords, looking };
    return attentionTo(asItIs(known, message), hearer) === "notify";
  }

  #looking(conversation: string): Looking {
    if (document.visibilityState !== "visible" || !document.hasFocus()) return "away";
    return this.#stands(conversation) ? "here" : "elsewhere";
  }

  /** Whether a conversation is open here, whoever looks. */
  #stands(conversation: string): boolean {
    return [...this.#elements].some((one) => one.looksAt() === conversation);
  }

  /** Whether it was read meanwhile; what stands open behind another window reads itself. */
  #isRead({ info }: ConversationState, { position, in_channel: inChannel }: Message): boolean {
    if (!inChannel || position === null || this.#stands(info.id)) return false;
    return position <= info.read_position;
  }

  /** The same message is told of once: by its tag, whichever windows tell of it. */
  #show(message: Message): void {
    const [element] = this.#elements;
    if (!element) return;
    const { lang, dir } = element.speech;
    const options = {
      lang,
      dir,
      tag: message.id,
      body: this.#text(element, message),
      requireInteraction: message.priority === "urgent",
    };
    try {
      const shown = new Notification(this.#title(message), options);
      shown.onclick = () => {
        shown.close();
        this.#open(message);
      };
    } catch {
      // Some browsers of phones have the permission and let no page use it.
    }
  }

  #title({ author, conversation_id: id }: Message): string {
    const { state } = this.#store;
    const info = state.conversations[id]?.info;
    const name = personName(state, author);
    if (!info || info.counterpart) return name;
    return `${name} · ${conversationTitle(state, info)}`;
  }

  /** Whoever walks past a screen reads it: the words are there only where the page says so. */
  #text({ speech }: Attending, message: Message): string {
    const { state } = this.#store;
    if (![...this.#elements].some((one) => one.notificationPreview))
      return speech.t("attention.arrived");
    const known = state.conversations[message.conversation_id];
    const { text } = known ? asItIs(known, message) : message;
    const plain = plainText(parsed(text ?? ""), (id) => personName(state, id));
    return [...plain].slice(0, PREVIEW).join("") || speech.t("attention.arrived");
  }

  #open({ conversation_id: id, id: message }: Message): void {
    window.focus();
    for (const element of this.#elements) if (element.goTo(id, message)) return;
  }
}

/** The message as it has become, where that is known here. */
function asItIs({ info, timeline }: ConversationState, message: Message): Message {
  const loaded = timeline?.messages.find(({ id }) => id === message.id);
  return loaded ?? (info.last_message?.id === message.id ? info.last_message : message);
}
