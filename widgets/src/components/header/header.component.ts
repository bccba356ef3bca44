import { type TemplateResult, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";

import { OnrecordElement } from "../../base/element.ts";
import type { TextKey } from "../../base/speech.ts";
import type { Presence } from "../../core/types.ts";
import type { Conversation } from "../../generated/wire.ts";
import { type IconName, icon } from "../../icons/icons.ts";
import { buttons, reset } from "../../styles/reset.ts";
import { avatarStyles, personAvatar, placeAvatar } from "../avatar/avatar.ts";

/** Which conversation this is. Tells `back`, `search`, `details`, `menu` (the button) and `close`. */
export class OnrecordHeader extends OnrecordElement {
  static override styles = [
    reset,
    buttons,
    avatarStyles,
    css`
      :host {
        --_size: 36px;
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 56px;
        padding-inline: 16px 8px;
      }
      .back {
        display: var(--_back, inline-grid);
        margin-inline: -8px -4px;
      }
      .who {
        flex: 1;
        min-inline-size: 0;
      }
      h2 {
        inline-size: fit-content;
        max-inline-size: 100%;
        font: var(--_t4);
        line-height: calc(20px * var(--_z));
      }
      .sub {
        display: flex;
        align-items: center;
        gap: 4px;
        color: var(--_muted);
        font: var(--_t1);
      }
      .acts {
        display: flex;
      }
      @container (width < 400px) {
        .avatar {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) conversation: Conversation | null = null;
  @property({ attribute: false }) heading = "";
  /** What the host's object is called that it is about. */
  @property({ attribute: false }) about = "";
  @property({ attribute: false }) presence: Presence | undefined;
  @property({ type: Boolean }) back = false;
  @property({ type: Boolean }) closable = false;
  @property({ attribute: false }) detailed = false;

  protected override render(): TemplateResult {
    const info = this.conversation;
    return html`
      ${this.back ? this.#act("back", "action.back", () => this.tell("back"), "back") : nothing}
      ${info ? this.#avatar(info) : nothing}
      <div class="who">
        <h2 class="clip" dir="auto" tabindex="-1" part="title">${this.heading}</h2>
        ${info ? html`<div class="sub">${this.#about(info)}</div>` : nothing}
      </div>
      <div class="acts">
        ${info ? this.#acts(info.muted || info.level === "none") : nothing}
        ${this.closable ? this.#act("close", "action.close", () => this.tell("close")) : nothing}
      </div>
    `;
  }

  #acts(muted: boolean): TemplateResult {
    const bell = muted ? "mute" : "bell";
    return html`${this.#act("search", "conversation.search", () => this.tell("search"))}
    ${this.#act(bell, "header.menu", (e) => this.tell("menu", e.currentTarget))}
    ${this.#act("info", "details.title", () => this.tell("details"), "", this.detailed)}`;
  }

  /** Put the focus on the title. */
  focusTitle(): void {
    this.find("h2")?.focus({ preventScroll: true });
  }

  #act(
    glyph: IconName,
    key: TextKey,
    run: (event: Event) => void,
    name = "",
    pressed: boolean | null = null,
  ): TemplateResult {
    return html`<button
      type="button"
      class="icon ${name}"
      aria-label=${this.t(key)}
      title=${this.t(key)}
      aria-expanded=${pressed === null ? nothing : String(pressed)}
      @click=${run}
    >
      ${icon(glyph)}
    </button>`;
  }

  #avatar(info: Conversation): TemplateResult {
    if (info.counterpart) return personAvatar(info.counterpart, this.heading, this.presence);
    return placeAvatar(info.kind, info.subject);
  }

  #about(info: Conversation): TemplateResult {
    const people = this.t("conversation.members", { count: info.member_count });
    const who = info.counterpart ? this.t(`presence.${this.presence ?? "offline"}`) : people;
    const other = this.heading.startsWith(this.about) ? "" : this.about;
    return html`${info.muted ? icon("mute", 16) : nothing}
      <span class="clip">${who}${other ? html` · <bdi>${other}</bdi>` : nothing}</span>`;
  }
}
