import type { PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";

import { unreadTotals } from "../core/selectors.ts";
import type { ChatOptions, ChatState, ChatStore, SendOn, Unsubscribe } from "../core/types.ts";
import { type Attending, attend } from "./attend.ts";
import { OnrecordElement } from "./element.ts";
import { baseOf, releaseStore, takeStore } from "./shared.ts";
import { createSpeech, loadSpeech } from "./speech.ts";
import { myId } from "./state.ts";

/** Properties that say which store to use, and whether it is counted in the title. */
const SOURCES = ["base", "tokenUrl", "store", "titleBadge"];

/** What the outer elements share: the store of their mount, the theme and the language. */
export abstract class OnrecordShell extends OnrecordElement implements Attending {
  /** The mount, such as `/chat`; by default where the script came from. */
  @property() base = "";
  /** Where a page on another origin fetches a token. */
  @property({ attribute: "token-url" }) tokenUrl: string | null = null;
  /** The language of the texts; by default the page's, then the browser's. */
  @property() override lang = "";
  /** `auto` follows the system. */
  @property({ reflect: true }) theme: "auto" | "light" | "dark" = "auto";
  /** The key that sends: `enter`, or `mod-enter` for Ctrl or ⌘ with it; a person may choose. */
  @property({ attribute: "send-on" }) sendOn: SendOn = "enter";
  /** Whether the title of the page counts what is unread. */
  @property({ attribute: "title-badge" }) titleBadge: "on" | "off" = "on";
  /** Whether notifications of the desktop show what was written. */
  @property({ type: Boolean, attribute: "notification-preview" }) notificationPreview = false;
  /** Where the page has the privacy centre, if it has one. */
  @property() privacy: string | null = null;
  /** A store to use instead of the mount's own. */
  @property({ attribute: false }) store: ChatStore | null = null;

  @state() protected state: ChatState | null = null;
  @state() protected visible = true;

  #options: ChatOptions | null = null;
  #stops: Unsubscribe[] = [];
  #sheet: CSSStyleSheet | null = null;
  #spoken = "";
  #totals = { unread: 0, mentions: 0 };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#look);
    this.#look();
    if (this.hasUpdated) this.#attach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#look);
    this.#detach();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || SOURCES.some((name) => changed.has(name))) this.#attach();
    this.#speak();
    if (!changed.has("state")) return;
    const before = changed.get("state") as ChatState | null | undefined;
    this.#wear(before);
    this.#report(before ?? null);
  }

  /** The store in use, whether given or the mount's own. */
  protected used: ChatStore | null = null;

  abstract looksAt(): string | null;

  abstract goTo(conversation: string, message: string): boolean;

  #look = (): void => {
    this.visible = document.visibilityState === "visible";
    this.used?.setVisible(this.visible);
  };

  #attach(): void {
    this.#detach();
    if (this.store) this.used = this.store;
    else {
      const base = this.base || baseOf(import.meta.url);
      this.#options = { base, tokenUrl: this.tokenUrl };
      this.used = takeStore(this.#options);
    }
    const store = this.used;
    this.state = store.state;
    this.#stops = [
      store.subscribe(
        (all) => all,
        (all) => (this.state = all),
      ),
      attend(store, this),
    ];
    store.setVisible(this.visible);
  }

  person(): string {
    return this.state ? myId(this.state) : "";
  }

  #detach(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    if (this.#options) releaseStore(this.#options);
    this.#options = null;
    this.used = null;
  }

  #wanted(): string[] {
    const page = this.closest("[lang]")?.getAttribute("lang") ?? "";
    const own = this.state?.language ?? "";
    return [own, this.lang, page, ...navigator.languages].filter((one) => one !== "");
  }

  /** The tenant's branding, and text as large as the reader prefers it. */
  #wear(before: ChatState | null | undefined): void {
    if (this.state?.branding !== before?.branding) void this.#dress().catch(() => undefined);
    const size = sizeOf(this.state);
    if (size !== sizeOf(before)) this.style.setProperty("--onrecord-text-scale", `${size / 100}`);
  }

  #speak(): void {
    const view = this.state?.branding;
    const texts = view?.branding.texts ?? {};
    const wanted = this.#wanted();
    const key = JSON.stringify([wanted, view?.version]);
    if (key === this.#spoken) return;
    this.#spoken = key;
    if (this.used) this.used.port.languages = wanted;
    void loadSpeech(wanted, texts).then(
      (speech) => {
        if (key === this.#spoken) this.speech = speech;
      },
      () => (this.speech = createSpeech("en")),
    );
  }

  async #dress(): Promise<void> {
    const { themeCss } = await import("../core/all_features.ts");
    const view = this.state?.branding;
    const root = this.renderRoot;
    if (!view || !(root instanceof ShadowRoot)) return;
    this.#sheet ??= new CSSStyleSheet();
    this.#sheet.replaceSync(themeCss(view));
    if (!root.adoptedStyleSheets.includes(this.#sheet))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
  }

  #report(before: ChatState | null): void {
    const now = this.state;
    if (!now) return;
    const totals = unreadTotals(now);
    const { unread, mentions } = this.#totals;
    if (totals.unread !== unread || totals.mentions !== mentions) {
      this.#totals = totals;
      this.emit("onrecord-unread", totals);
    }
    const refused = now.connection.phase === "refused";
    if (refused && now.connection !== before?.connection)
      this.emit("onrecord-error", now.connection.problem);
  }
}

function sizeOf(state: ChatState | null | undefined): number {
  return state?.text_size ?? 100;
}
