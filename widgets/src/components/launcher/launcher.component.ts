import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";

import { PARTS } from "../../base/parts.ts";
import { OnrecordShell } from "../../base/shell.ts";
import { unreadTotals } from "../../core/selectors.ts";
import { icon } from "../../icons/icons.ts";
import type { OnrecordChat } from "../chat/chat.component.ts";
import { reset } from "../../styles/reset.ts";
import { tokens } from "../../styles/tokens.ts";

const CAP = 99;
const PHONE = "(width < 560px)";

/**
 * A button with an unread badge that opens the chat over the host's page: a panel in the corner,
 * on a phone the whole screen.
 *
 * @event onrecord-open - The panel, or a conversation in it, was opened.
 * @event onrecord-unread - The totals changed; `detail` is `{unread, mentions}`.
 * @event onrecord-error - Something was refused; `detail` is the problem.
 */
export class OnrecordLauncher extends OnrecordShell {
  static override styles = [
    tokens,
    reset,
    css`
      :host {
        position: fixed;
        z-index: 2147483000;
        inset-block-end: max(20px, env(safe-area-inset-bottom));
        inset-inline-end: 20px;
        background: none;
      }
      .launch {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: 56px;
        block-size: 56px;
        border-radius: 50%;
        background: var(--_accent);
        color: var(--_on-accent);
        box-shadow: 0 0 0 1px color-mix(in oklab, var(--_surface) 60%, transparent);
        transition: background var(--_fast) var(--_ease);
      }
      .launch:hover {
        background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
      }
      .launch:focus-visible {
        outline-offset: 3px;
      }
      .badge {
        position: absolute;
        inset-block-start: -4px;
        inset-inline-end: -4px;
        min-inline-size: 24px;
        block-size: calc(24px * var(--_z));
        padding-inline: 6px;
        border: 2px solid var(--_surface);
        border-radius: 12px;
        background: var(--_danger);
        color: var(--_surface);
        font: var(--_t1);
        font-weight: 600;
        line-height: calc(20px * var(--_z));
        text-align: center;
      }
      dialog {
        position: fixed;
        inset: auto;
        inset-block-end: calc(max(20px, env(safe-area-inset-bottom)) + 68px);
        inset-inline-end: 20px;
        inline-size: min(var(--_wide, 400px), 100vw - 40px);
        block-size: min(680px, 100dvh - 120px);
        max-inline-size: none;
        max-block-size: none;
        margin: 0;
        padding: 0;
        border: 1px solid var(--_line);
        border-radius: calc(var(--_r) * 2);
        background: var(--_surface);
        color: var(--_text);
        overflow: hidden;
      }
      dialog:focus-visible {
        outline: none;
      }
      dialog[open] {
        animation: rise var(--_fast) var(--_ease);
      }
      onrecord-chat {
        block-size: 100%;
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      @media (width < 560px) {
        dialog {
          inset: 0;
          inline-size: 100vw;
          block-size: 100dvh;
          border: 0;
          border-radius: 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        dialog:focus-visible {
          outline: none;
        }
        dialog[open] {
          animation: none;
        }
      }
      @media (forced-colors: active) {
        .launch,
        .badge {
          border: 2px solid ButtonText;
        }
      }
    `,
  ];

  /** Whether the panel is open. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The conversation to open in the panel. */
  @property({ attribute: "conversation-id" }) conversationId: string | null = null;
  /** The host's object whose conversation to open. */
  @property() subject: string | null = null;

  @state() private wanted = false;
  #phone = matchMedia(PHONE);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#phone.addEventListener("change", this.#turn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#phone.removeEventListener("change", this.#turn);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.open) this.wanted = true;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("open")) return;
    if (this.open) this.#show();
    else if (changed.get("open")) this.#hide();
  }

  /** The panel becomes a sheet, or a sheet the panel, when the window changes. */
  #turn = (): void => {
    if (!this.open) return;
    this.#dialog()?.close();
    this.#show();
  };

  #dialog(): HTMLDialogElement | null {
    return this.find<HTMLDialogElement>("dialog");
  }

  #show(): void {
    const dialog = this.#dialog();
    if (!dialog || dialog.open) return;
    if (this.#phone.matches) dialog.showModal();
    else dialog.show();
    void this.find<OnrecordChat>("onrecord-chat")?.focusFirst();
    this.emit("onrecord-open", { conversationId: this.conversationId, subject: this.subject });
  }

  #hide(): void {
    this.#dialog()?.close();
    this.find(".launch")?.focus();
  }

  /** What is seen is seen in the chat inside. */
  looksAt(): string | null {
    return null;
  }

  goTo(id: string, message: string): boolean {
    this.open = true;
    void this.updateComplete.then(() =>
      this.find<OnrecordChat>("onrecord-chat")?.show(id, message),
    );
    return true;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.defaultPrevented) this.open = false;
  }

  protected override render(): TemplateResult {
    return html`
      ${this.#button(this.state ? unreadTotals(this.state).unread : 0)}
      <dialog
        part="panel"
        aria-label=${this.t("chat.label")}
        @keydown=${this.#keyed}
        @cancel=${(event: Event) => {
          event.preventDefault();
          this.open = false;
        }}
      >
        ${this.wanted ? this.#chat() : nothing}
      </dialog>
    `;
  }

  #button(unread: number): TemplateResult {
    const label =
      unread > 0 ? this.t("launcher.unread", { count: unread }) : this.t("launcher.open");
    return html`<button
      type="button"
      class="launch"
      part="launcher"
      aria-label=${this.open ? this.t("action.close") : label}
      aria-expanded=${this.open ? "true" : "false"}
      @click=${() => (this.open = !this.open)}
    >
      ${icon(this.open ? "close" : "chat", 24)}
      ${unread > 0 && !this.open ? this.#badge(unread) : nothing}
    </button>`;
  }

  #badge(unread: number): TemplateResult {
    return html`<span class="badge" part="launcher-badge" aria-hidden="true"
      >${unread > CAP ? `${CAP}+` : this.speech.number(unread)}</span
    >`;
  }

  #chat(): TemplateResult {
    return html`<onrecord-chat
      exportparts=${PARTS}
      .store=${this.used}
      .lang=${this.lang}
      .theme=${this.theme}
      .conversationId=${this.conversationId}
      .subject=${this.subject}
      .sendOn=${this.sendOn}
      .privacy=${this.privacy}
      .closable=${true}
      .shown=${this.open}
      @close=${() => (this.open = false)}
    ></onrecord-chat>`;
  }
}
